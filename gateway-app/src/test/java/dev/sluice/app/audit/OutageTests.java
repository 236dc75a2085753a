package dev.sluice.app.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.Callable;

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

	@TempDir
	Path folder;

	@Test
	void callsGoOnWithinTheLeaseAndAreRefusedBeyondIt(TestReporter report) throws Exception {
		String direct = TestStore.POSTGRESQL.url(this.folder);
		try (SimulatedProvider provider = provider();
				DatabaseRelay relay = new DatabaseRelay(TestStore.postgresPort());
				GatewayProcess gateway = new GatewayProcess(this.folder, settings(provider,
						direct.replace(":" + TestStore.postgresPort(), ":" + relay.port()), "0.05"))) {
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
					report.publishEntry(outage.name(),
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
		try (SimulatedProvider provider = provider();
				GatewayProcess gateway = new GatewayProcess(this.folder, settings(provider, "", "1000",
						"sluice.journal.segment-size=256KB", "sluice.journal.segments=4"))) {
			gateway.serve();
			CrashLoad load = new CrashLoad(gateway);
			Path journal = gateway.home().resolve("journal");
			Path away = gateway.home().resolve("journal-away");
			try (load) {
				await(() -> load.call("acme").complete());
				Files.move(journal, away);
				load.start(16, "acme");
				await(() -> load.answers().stream().filter((answer) -> answer.status() == 503).count() > 100);
				long sent = provider.log().count();
				List<Answered> refused = new ArrayList<>();
				refused.addAll(load.answers().stream().filter((answer) -> answer.status() == 503).toList());
				neverSent(refused, provider);
				Files.move(away, journal);
				long back = System.nanoTime();
				await(() -> load.call("acme").complete());
				report.publishEntry("journal",
						"%d sent before its room was used up, none after; served again after %d ms".formatted(sent,
								(System.nanoTime() - back) / 1_000_000));
			}
			gateway.stop();
			Books.check(load.answers(), provider, LedgerDump.ofHome(gateway.home()), List.of());
		}
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

	private static List<String> settings(SimulatedProvider provider, String url, String usd, String... more) {
		List<String> settings = new ArrayList<>(List.of(more));
		settings.addAll(List.of("OPENAI_BASE_URL=" + provider.baseUrl() + "/v1", "sluice.store.url=" + url));
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
