package dev.sluice.app;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

import dev.sluice.call.Admission;
import dev.sluice.call.CallBody;
import dev.sluice.call.Caller;
import dev.sluice.call.ClientCall;
import dev.sluice.call.DecisionNotes;
import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.Hold;
import dev.sluice.call.Intent;
import dev.sluice.call.Outcome;
import dev.sluice.call.Permission;
import dev.sluice.call.Target;
import dev.sluice.call.Timing;
import dev.sluice.call.Usage;
import dev.sluice.ledger.JournalReader;
import dev.sluice.stage.Admitter;
import dev.sluice.wire.EnvelopeScanner;

/**
 * Prints what admission, hold, journal, settlement and booking of a call cost the
 * processor, in µs for each round. A process of its own: what watches the tests for calls
 * that block would cost more than what is measured. Arguments: the database, or nothing
 * for a file, and how many rounds.
 */
final class BudgetCost {

	private static final int CALLS = 20_000;

	private static final byte[] BODY = "{\"model\":\"gpt-4o\",\"max_completion_tokens\":100,\"messages\":[]}"
		.getBytes(StandardCharsets.UTF_8);

	private static final Envelope ENVELOPE = EnvelopeScanner.scan(Dialect.OPENAI_CHAT, BODY, BODY.length);

	private BudgetCost() {
	}

	public static void main(String[] args) {
		try (RunningGateway gateway = RunningGateway.start("OPENAI_API_KEY=k", "sluice.store.url=" + args[0],
				"sluice.budgets.policies[0].name=o", "sluice.budgets.policies[0].account=organization",
				"sluice.budgets.policies[0].limit-usd=1000000", "sluice.budgets.policies[1].name=k",
				"sluice.budgets.policies[1].account=key", "sluice.budgets.policies[1].limit-usd=1000000",
				"sluice.budgets.policies[1].period=day")) {
			Admitter admitter = gateway.bean(Admitter.class);
			JournalReader journal = gateway.bean(JournalReader.class);
			for (int round = 0; round < Integer.parseInt(args[1]); round++) {
				long before = ProcessorTime.nanos();
				long thread = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
				long longest = 0;
				for (int i = 0; i < CALLS; i++) {
					long began = System.nanoTime();
					call(admitter, i);
					longest = Math.max(longest, System.nanoTime() - began);
				}
				thread = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - thread;
				awaitBooking(journal);
				System.out.printf(Locale.ROOT, "COST process %.2f caller %.2f longest-call %.0f%n",
						(ProcessorTime.nanos() - before) / 1e3 / CALLS, thread / 1e3 / CALLS, longest / 1e3);
			}
		}
	}

	private static void call(Admitter admitter, int number) {
		ClientCall call = new ClientCall("r" + number, Dialect.OPENAI_CHAT, ENVELOPE, CallBody.NONE, CALLER, HEADERS,
				"/v1/chat/completions", null, 0, new DecisionNotes());
		Admission admission = admitter.admit(EXCHANGE, call).toFuture().join();
		Hold hold = admission.hold(call, INTENT).toFuture().join();
		hold.settle(OUTCOME, TIMING);
		admission.close();
	}

	// Written down is read, and what is read is booked a moment later.
	private static void awaitBooking(JournalReader reader) {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
		while (reader.state().unreadBytes() > 0 && System.nanoTime() < end) {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
		}
		LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
	}

	private static final HttpHeaders HEADERS = new HttpHeaders();

	private static final Caller CALLER = new Caller("acme", "k1", Set.of(Permission.WRITE), null, Set.of("red"));

	private static final MockServerWebExchange EXCHANGE = MockServerWebExchange.from(MockServerHttpRequest.post("/"));

	private static final Intent INTENT = new Intent(new Target("openai", "gpt-4o", "official", "c", "rule"), 1, "r",
			Dialect.OPENAI_CHAT);

	private static final Outcome OUTCOME = new Outcome(Outcome.End.COMPLETE, "", 200, Usage.of(20, 30), "gpt-4o");

	private static final Timing TIMING = new Timing(1_000_000, 2_000_000);

}
