package dev.sluice.app.audit;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.app.audit.DatabaseRelay.Outage;
import dev.sluice.simulator.SimulatedProvider;
import dev.sluice.simulator.SimulatorOptions;
import dev.sluice.store.TestStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What callers see, and what is booked, while the database or the journal's disk is away.
 */
@Timeout(300)
class OutageTests {

	private static final Duration OUTAGE = Duration.ofSeconds(Boolean.getBoolean("proof") ? 60 : 5);

	/** The smallest file of a journal. */
	private static final int SEGMENT = 256 * 1024;

	private static final List<String> LABELS = IntStream.range(0, 8)
		.mapToObj((label) -> label + "x".repeat(1000))
		.toList();

	@TempDir
	Path folder;

	@Test
	void callsGoOnWithinTheLeaseAndAreRefusedBeyondIt(TestReporter report) throws Exception {
		String direct = TestStore.POSTGRESQL.url(this.folder);
		try (SimulatedProvider provider = provider();
				DatabaseRelay relay = new DatabaseRelay(TestStore.postgresPort());
				GatewayProcess gateway = new GatewayProcess(this.folder,
						settings(provider, through(relay, direct), "0.05"))) {
			gateway.serve();
			List<Answered> answers = new ArrayList<>();
			CrashLoad load = new CrashLoad(gateway);
			try (load) {
				for (Outage outage : Outage.values()) {
					await(() -> load.call("acme").complete());
					warmUp(load);
					relay.takeAway(outage);
					List<Answered> during = crowd(gateway, outage.ordinal());
					relay.giveBack();
					long back = System.nanoTime();
					await(() -> LedgerDump.ofPostgres(direct).without(Books.dispatched(provider)).isEmpty());
					long drained = System.nanoTime() - back;
					answers.addAll(during);
					Figures.note(report, outage.name(),
							"%d calls served from the lease, the slowest in %d ms; %d refused; drained in %d ms"
								.formatted(served(during).size(), slowest(during),
										during.size() - served(during).size(), drained / 1_000_000));
					assertThat(during).as("%s", outage).extracting(Answered::status).containsOnly(200, 503);
					assertThat(served(during)).as("%s", outage).hasSizeGreaterThan(20);
					neverSent(during.stream().filter((answer) -> answer.status() == 503).toList(), provider);
					assertThat(drained).isLessThan(Duration.ofSeconds(10).toNanos());
				}
				await(() -> load.call("acme").complete());
			}
			answers.addAll(load.answers());
			gateway.stop();
			Books.check(answers, provider, LedgerDump.ofPostgres(direct), List.of());
		}
	}

	private static List<Answered> crowd(GatewayProcess gateway, int number) {
		CrashLoad crowd = new CrashLoad(gateway, (number + 1) * 1_000_000);
		try (crowd) {
			crowd.start(6, "acme").start(2, "umbrella");
			LockSupport.parkNanos(OUTAGE.toNanos());
		}
		return crowd.answers();
	}

	@Test
	void nothingIsSentThatTheJournalCannotTake(TestReporter report) throws Exception {
		String direct = TestStore.POSTGRESQL.url(this.folder);
		try (SimulatedProvider provider = provider();
				DatabaseRelay relay = new DatabaseRelay(TestStore.postgresPort());
				GatewayProcess gateway = new GatewayProcess(this.folder, unlimited(provider, through(relay, direct)))) {
			gateway.serve();
			CrashLoad load = new CrashLoad(gateway);
			try (load) {
				await(() -> load.call("acme").complete());
				relay.takeAway(Outage.REFUSED);
				FullDisk disk = new FullDisk(gateway.pid(), SEGMENT * 3 / 4);
				load.start(8, "acme");
				await(() -> refused(load.answers()).size() > 100);
				neverSent(refused(load.answers()), provider);
				isToldInEachDialect(gateway, provider);
				long sent = Books.dispatched(provider).size();
				disk.close();
				await(() -> Books.dispatched(provider).size() > sent + 50);
				load.close();
				relay.giveBack();
				long back = System.nanoTime();
				await(() -> LedgerDump.ofPostgres(direct).without(Books.dispatched(provider)).isEmpty());
				Figures.note(report, "journal",
						"%d sent before its room was used up; all booked %d ms after the database was back"
							.formatted(sent, (System.nanoTime() - back) / 1_000_000));
			}
			gateway.stop();
			Books.check(load.answers(), provider, LedgerDump.ofPostgres(direct), List.of());
		}
	}

	private static void isToldInEachDialect(GatewayProcess gateway, SimulatedProvider provider) throws Exception {
		Map<String, String> words = Map.of("/v1/chat/completions", "\"code\":\"budget_unavailable\"", "/v1/messages",
				"\"type\":\"api_error\"", "/v1beta/models/gemini-2.5-flash:generateContent",
				"\"status\":\"UNAVAILABLE\"");
		for (String path : words.keySet()) {
			HttpResponse<String> reply = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(gateway.uri(path))
					.header("authorization", "Bearer key-of-acme")
					.header("content-type", "application/json")
					.POST(HttpRequest.BodyPublishers.ofString(path.contains("gemini") ? """
							{"contents":[{"parts":[{"text":"[crash-0]"}]}]}"""
							: """
									{"model":"%s","max_tokens":9,"messages":[{"role":"user","content":"[crash-0]"}]}"""
								.formatted(path.contains("messages") ? "claude-sonnet-4-5" : "openai/gpt-4o-mini")))
					.build(), HttpResponse.BodyHandlers.ofString());
			assertThat(reply.statusCode()).as(reply.body()).isEqualTo(503);
			assertThat(reply.body()).contains(words.get(path), "cannot be recorded");
			assertThat(reply.headers().firstValue("retry-after")).hasValue("2");
		}
		assertThat(Books.dispatched(provider)).doesNotContain("crash-0");
	}

	private static List<Answered> refused(List<Answered> answers) {
		return answers.stream().filter((answer) -> answer.status() == 503).toList();
	}

	/**
	 * No budget stands in the way, so that only the journal can. Long labels fill it
	 * soon.
	 */
	private static List<String> unlimited(SimulatedProvider provider, String url) {
		return List.of("OPENAI_BASE_URL=" + provider.baseUrl() + "/v1", "ANTHROPIC_API_KEY=k",
				"ANTHROPIC_BASE_URL=" + provider.baseUrl(), "GEMINI_API_KEY=k",
				"GOOGLE_GEMINI_BASE_URL=" + provider.baseUrl(), "sluice.store.url=" + url,
				"sluice.journal.segment-size=" + SEGMENT + "B", "sluice.journal.segments=16",
				"sluice.auth.keys[0].tags=" + String.join(",", LABELS));
	}

	private static String through(DatabaseRelay relay, String url) {
		return url.replace(":" + TestStore.postgresPort(), ":" + relay.port());
	}

	private static void neverSent(List<Answered> refused, SimulatedProvider provider) {
		Set<String> sent = Books.dispatched(provider);
		assertThat(refused).isNotEmpty()
			.allMatch((answer) -> answer.retryAfter() != null && answer.body().contains("budget_unavailable"))
			.noneMatch((answer) -> sent.contains(answer.requestId()));
	}

	// A lease is what a minute takes, at most half of what is left: let it grow.
	private static void warmUp(CrashLoad load) {
		for (int call = 0; call < 150; call++) {
			load.call("acme");
		}
	}

	private static List<Answered> served(List<Answered> answers) {
		return answers.stream().filter((answer) -> answer.status() == 200).toList();
	}

	private static long slowest(List<Answered> answers) {
		return served(answers).stream().max(Comparator.comparing(Answered::nanos)).orElseThrow().nanos() / 1_000_000;
	}

	private static SimulatedProvider provider() {
		return SimulatedProvider
			.start(SimulatorOptions.defaults().withTokens(CrashLoad.TOKENS).withLogCapacity(1_000_000));
	}

	private static List<String> settings(SimulatedProvider provider, String url, String usd) {
		List<String> settings = new ArrayList<>(
				List.of("OPENAI_BASE_URL=" + provider.baseUrl() + "/v1", "sluice.store.url=" + url));
		settings.addAll(GatewayProcess.budget(0, "acme", usd));
		settings.addAll(GatewayProcess.budget(1, "umbrella", usd));
		return settings;
	}

	private static void await(Callable<Boolean> condition) throws Exception {
		long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (!condition.call()) {
			assertThat(System.nanoTime()).as("time to wait").isLessThan(end);
			LockSupport.parkNanos(20_000_000);
		}
	}

}
