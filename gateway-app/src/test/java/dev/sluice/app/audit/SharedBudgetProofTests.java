package dev.sluice.app.audit;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.app.audit.SpendingProvider.Charge;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The full size of {@link SharedBudgetTests}: ten thousand calls in flight over HTTP/2,
 * clients, gateways and provider in processes of their own.
 */
@Timeout(600)
@EnabledIfSystemProperty(named = "proof", matches = "true")
class SharedBudgetProofTests {

	private static final int CALLS = 20_000;

	private static final int AT_ONCE = 10_000;

	/**
	 * Nearly all calls in flight are at the provider, not waiting for a processor of a
	 * machine that clients, gateways, provider and database share.
	 */
	private static final String THOUGHT_MILLIS = "25000";

	private static final String PER_SECOND = "400";

	private static final List<String> KEYS = List.of("k0", "k1", "k2", "k3");

	@TempDir
	Path folder;

	@Test
	void nobodySpendsMoreThanALimitWithTenThousandCallsInFlight(TestReporter report) throws Exception {
		long seed = Long.getLong("proof.seed", System.nanoTime());
		Path file = this.folder.resolve("answers");
		try (OwnProcess provider = new OwnProcess(this.folder, SpendingProvider.class, THOUGHT_MILLIS);
				SpendingPair pair = new SpendingPair(this.folder)) {
			String books = provider.awaitLine("http");
			SharedBudgetTests.nested(pair, CALLS);
			pair.start(this.folder, books, "1g", "server.http2.enabled=true", "sluice.upstream.max-connections=6000",
					"sluice.upstream.acquire-timeout=60s");
			long start = System.nanoTime();
			String repeated;
			long slowest;
			long stillest;
			try (SlowestCommit commits = pair.watch().slowestCommit();
					SlowestAnswer nothing = new SlowestAnswer(pair.urls(), "key-of-k0");
					OwnProcess clients = new OwnProcess(this.folder, SpendLoad.class, file.toString(),
							Long.toString(seed), Integer.toString(CALLS), Integer.toString(AT_ONCE),
							String.join(",", KEYS), String.join(",", pair.urls()), PER_SECOND)) {
				repeated = clients.awaitEnd(400);
				slowest = commits.endMillis();
				stillest = nothing.endMillis();
			}
			long seconds = (System.nanoTime() - start) / 1_000_000_000;
			List<SpendAnswer> answers = Files.readAllLines(file).stream().map(SpendAnswer::parse).toList();
			List<String> charged = lines(books);
			List<Charge> charges = charged.stream().skip(1).map(Charge::parse).toList();
			pair.watch().awaitQuiet(charges.size());
			Map<Integer, Long> statuses = SharedBudgetTests.statuses(answers);
			Figures.note(report, "shared budgets, full size",
					"seed " + seed + ", " + seconds + " s, answers " + statuses + ", " + repeated
							+ " repeated after 503, slowest commit " + slowest
							+ " ms, slowest answer that costs nothing " + stillest + " ms, at the provider at once "
							+ charged.get(0) + ", " + pair.watch().looks() + " pots looked at, spent "
							+ pair.watch().spent() + " of " + pair.limits());
			assertThat(answers).as("%s", statuses).allMatch((answer) -> answer.served() || answer.refused());
			assertThat(SharedBudgetTests.faults(pair, answers, slowest)).as("refused although there was money")
				.isEmpty();
			LedgerAudit audit = SharedBudgetTests.audit(pair, answers, charges);
			assertThat(audit.findings()).as("%s", audit).isEmpty();
			assertThat(pair.watch().violations()).isEmpty();
			assertThat(pair.watch().deadlocks()).isZero();
		}
	}

	private static List<String> lines(String provider) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(provider + "/books")).build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body().lines().toList();
	}

}
