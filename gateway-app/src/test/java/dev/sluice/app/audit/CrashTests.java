package dev.sluice.app.audit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sluice.app.audit.Evidence.Booked;
import dev.sluice.app.audit.Evidence.Dispatched;
import dev.sluice.simulator.CallEnding;
import dev.sluice.simulator.LoggedCall;
import dev.sluice.simulator.SimulatedProvider;
import dev.sluice.simulator.SimulatorOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Kills the gateway under load, again and again, and compares every book afterwards. */
@Timeout(1200)
class CrashTests {

	private static final int KILLS = Boolean.getBoolean("proof") ? 50 : 5;

	private static final long SEED = Long.getLong("seed", 20261121);

	private static final int TOKENS = 20;

	private static final long NANOS_PER_OUTPUT_TOKEN = 600;

	private static final Pattern MARK = Pattern.compile("\\[(crash-\\d+)]");

	@TempDir
	Path folder;

	@Test
	void everyAttemptIsBookedExactlyOnceHoweverOftenTheGatewayIsKilled() throws Exception {
		Random random = new Random(SEED);
		try (SimulatedProvider provider = SimulatedProvider.start(SimulatorOptions.defaults()
			.withTokens(TOKENS)
			.withRate(200)
			.withLogCapacity(1_000_000));
				GatewayProcess gateway = new GatewayProcess(this.folder, "OPENAI_API_KEY=k",
						"OPENAI_BASE_URL=" + provider.baseUrl() + "/v1", "sluice.budgets.policies[0].name=all",
						"sluice.budgets.policies[0].account=organization", "sluice.budgets.policies[0].limit-usd=1000",
						"sluice.budgets.policies[0].period=lifetime")) {
			gateway.restart();
			CrashLoad load = new CrashLoad(gateway, TOKENS);
			try (load) {
				for (int kill = 0; kill < KILLS; kill++) {
					LockSupport.parkNanos(Duration.ofMillis(500 + random.nextInt(2_000)).toNanos());
					gateway.kill();
					gateway.restart();
				}
			}
			Duration drained = gateway.stop();
			LedgerDump dump = LedgerDump.ofHome(gateway.home());
			LedgerAudit audit = LedgerAudit.of(new Evidence(new ArrayList<>(load.seen()), dispatches(provider),
					dump.rows(), dump.pots(), dump.pots(), Set.of()));
			System.out.printf("seed %d, %d kills, %d calls, %d dispatches, %d rows, %d unknown, stopped in %d ms%n%s%n",
					SEED, KILLS, load.seen().size(), provider.log().count(), dump.rows().size(),
					dump.rows().stream().filter(Booked::unknown).count(), drained.toMillis(), audit);
			assertThat(audit.findings()).isEmpty();
			assertThat(dump.rows()).hasSizeGreaterThan(KILLS).anyMatch(Booked::unknown);
			assertThat(drained).isLessThan(Duration.ofSeconds(10));
		}
	}

	private static List<Dispatched> dispatches(SimulatedProvider provider) {
		List<Dispatched> all = new ArrayList<>();
		for (LoggedCall call : provider.log().awaitAllClosed(Duration.ofSeconds(10))) {
			Matcher mark = MARK.matcher(call.bodyText());
			if (mark.find()) {
				long tokens = (call.ending() == CallEnding.COMPLETE) ? TOKENS : 0;
				all.add(new Dispatched(mark.group(1), tokens, tokens * NANOS_PER_OUTPUT_TOKEN));
			}
		}
		return all;
	}

}
