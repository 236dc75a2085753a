package dev.sluice.app;

import java.lang.management.ManagementFactory;
import java.util.Set;

import com.sun.management.OperatingSystemMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

import dev.sluice.call.Admission;
import dev.sluice.call.CallBody;
import dev.sluice.call.Caller;
import dev.sluice.call.ClientCall;
import dev.sluice.call.DecisionNotes;
import dev.sluice.call.Dialect;
import dev.sluice.call.Hold;
import dev.sluice.call.Intent;
import dev.sluice.call.Outcome;
import dev.sluice.call.Permission;
import dev.sluice.call.Target;
import dev.sluice.call.Timing;
import dev.sluice.call.Usage;
import dev.sluice.stage.Admitter;
import dev.sluice.wire.EnvelopeScanner;

import static org.assertj.core.api.Assertions.assertThat;

/** What admission, hold, journal, settlement and booking of one call cost the CPU. */
class BudgetCostTests {

	private static final int ROUNDS = Integer.getInteger("proof.rounds", 5);

	private static final int CALLS = 20_000;

	private static final byte[] BODY = "{\"model\":\"gpt-4o\",\"max_completion_tokens\":100,\"messages\":[]}"
		.getBytes();

	@Test
	@Timeout(120)
	void holdJournalSettleAndBookingOfACallTakeLittleOfTheCpu(TestReporter report) {
		try (RunningGateway gateway = RunningGateway.start("OPENAI_API_KEY=k", "sluice.budgets.policies[0].name=o",
				"sluice.budgets.policies[0].account=organization", "sluice.budgets.policies[0].limit-usd=1000000",
				"sluice.budgets.policies[1].name=k", "sluice.budgets.policies[1].account=key",
				"sluice.budgets.policies[1].limit-usd=1000000", "sluice.budgets.policies[1].period=day")) {
			Admitter admitter = gateway.bean(Admitter.class);
			OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
			double[] micros = new double[ROUNDS];
			double[] own = new double[ROUNDS];
			for (int round = 0; round < ROUNDS; round++) {
				long before = system.getProcessCpuTime();
				long thread = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
				for (int i = 0; i < CALLS; i++) {
					call(admitter, i);
				}
				own[round] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - thread) / 1e3 / CALLS;
				java.util.concurrent.locks.LockSupport.parkNanos(1_500_000_000L);
				micros[round] = (system.getProcessCpuTime() - before) / 1e3 / CALLS;
			}
			report.publishEntry("process CPU per call, µs", java.util.Arrays.toString(micros));
			report.publishEntry("caller's thread per call, µs", java.util.Arrays.toString(own));
			assertThat(java.util.Arrays.stream(own).min().orElseThrow()).isLessThan(50);
		}
	}

	private static void call(Admitter admitter, int number) {
		ClientCall call = new ClientCall("r" + number, Dialect.OPENAI_CHAT,
				EnvelopeScanner.scan(Dialect.OPENAI_CHAT, BODY, BODY.length), CallBody.NONE, CALLER, new HttpHeaders(),
				"/v1/chat/completions", null, 0, new DecisionNotes());
		Admission admission = admitter.admit(EXCHANGE, call).toFuture().join();
		Hold hold = admission.hold(call, INTENT).toFuture().join();
		hold.settle(OUTCOME, TIMING);
		admission.close();
	}

	private static final Caller CALLER = new Caller("acme", "k1", Set.of(Permission.WRITE), null, Set.of("red"));

	private static final MockServerWebExchange EXCHANGE = MockServerWebExchange.from(MockServerHttpRequest.post("/"));

	private static final Intent INTENT = new Intent(new Target("openai", "gpt-4o", "official", "c", "rule"), 1, "r",
			Dialect.OPENAI_CHAT);

	private static final Outcome OUTCOME = new Outcome(Outcome.End.COMPLETE, "", 200, Usage.of(20, 30), "gpt-4o");

	private static final Timing TIMING = new Timing(1_000_000, 2_000_000);

}
