package dev.sluice.app.audit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.sluice.app.audit.Evidence.Booked;
import dev.sluice.simulator.SimulatedProvider;
import dev.sluice.simulator.SimulatorOptions;
import dev.sluice.store.TestStore;

import static org.assertj.core.api.Assertions.assertThat;

/** Kills the gateway under load, again and again, and compares every book afterwards. */
@Timeout(1800)
class CrashTests {

	private static final long SEED = Long.getLong("proof.seed", 20261121);

	@TempDir
	Path folder;

	private final List<Books.Kill> kills = new ArrayList<>();

	private long longestDrain;

	@ParameterizedTest
	@EnumSource
	void everyAttemptIsBookedExactlyOnceHoweverOftenTheGatewayIsKilled(TestStore store, TestReporter report)
			throws Exception {
		int embedded = (store == TestStore.POSTGRESQL) ? 2 : 3;
		int times = Boolean.getBoolean("proof") ? 25 : embedded;
		String url = store.url(this.folder);
		try (SimulatedProvider provider = SimulatedProvider
			.start(SimulatorOptions.defaults().withTokens(CrashLoad.TOKENS).withRate(400).withLogCapacity(1_000_000));
				GatewayProcess gateway = new GatewayProcess(this.folder, settings(provider, url))) {
			gateway.serve();
			CrashLoad load = new CrashLoad(gateway);
			try (load) {
				load.start(6, "acme").start(2, "umbrella");
				Random random = new Random(SEED);
				for (int kill = 0; kill < times; kill++) {
					LockSupport.parkNanos(Duration.ofMillis(300 + random.nextInt(1_200)).toNanos());
					killAndServe(gateway, load, provider, url);
				}
				awaitRefusal(load);
			}
			Duration stopped = gateway.stop();
			LedgerDump dump = url.isEmpty() ? LedgerDump.ofHome(gateway.home()) : LedgerDump.ofPostgres(url);
			LedgerAudit audit = Books.check(load.answers(), provider, dump, this.kills);
			long unknown = dump.rows().stream().filter(Booked::unknown).count();
			Figures.note(report, store.name(),
					"seed %d, %d kills, %d calls, %d dispatches, %d rows, %d unknown, drained in %d ms at most, stopped in %d ms. %s"
						.formatted(SEED, times, load.answers().size(), provider.log().count(), dump.rows().size(),
								unknown, this.longestDrain / 1_000_000, stopped.toMillis(), audit));
			assertThat(unknown).isGreaterThanOrEqualTo(times);
		}
	}

	/** The smaller budget must have run out, for refused calls to be among the books. */
	private static void awaitRefusal(CrashLoad load) {
		long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (load.answers().stream().noneMatch((answer) -> answer.status() == 402)) {
			assertThat(System.nanoTime()).as("time for a budget to run out").isLessThan(end);
			LockSupport.parkNanos(20_000_000);
		}
	}

	private void killAndServe(GatewayProcess gateway, CrashLoad load, SimulatedProvider provider, String url)
			throws Exception {
		long asked = System.nanoTime();
		gateway.kill();
		this.kills.add(new Books.Kill(asked, System.nanoTime()));
		Set<String> before = new HashSet<>(Books.dispatched(provider));
		gateway.serve();
		long serving = System.nanoTime();
		// No money is granted before all that was left is booked.
		while (!load.call("acme").complete()) {
			assertThat(System.nanoTime() - serving).as(gateway::output).isLessThan(Duration.ofSeconds(10).toNanos());
			LockSupport.parkNanos(20_000_000);
		}
		this.longestDrain = Math.max(this.longestDrain, System.nanoTime() - serving);
		if (!url.isEmpty()) {
			assertThat(LedgerDump.ofPostgres(url).without(before))
				.as("dispatched before the kill and not booked when money was granted")
				.isEmpty();
		}
	}

	private static List<String> settings(SimulatedProvider provider, String url) {
		List<String> settings = new ArrayList<>(
				List.of("OPENAI_BASE_URL=" + provider.baseUrl() + "/v1", "sluice.store.url=" + url));
		settings.addAll(GatewayProcess.budget(0, "acme", "1000"));
		settings.addAll(GatewayProcess.budget(1, "umbrella", "0.0005"));
		return settings;
	}

}
