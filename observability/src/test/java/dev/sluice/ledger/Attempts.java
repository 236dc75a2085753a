package dev.sluice.ledger;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.sluice.call.Outcome;
import dev.sluice.call.Usage;

/** Attempts for tests of what is booked. */
public final class Attempts {

	private Attempts() {
	}

	/**
	 * An attempt that is about to be sent, as the journal keeps it.
	 * @param held its hold
	 * @param accounts who pays
	 * @return the attempt, with an id of its own
	 */
	public static AttemptOpened opened(long held, AllowanceKey... accounts) {
		return new AttemptOpened(UUID.randomUUID(), "req-1", 1, Instant.parse("2026-11-20T10:00:00Z"), "acme", "key1",
				"user\0one", "route1", "openai-chat", "anthropic-messages", "chat", "gpt-4o", "anthropic", "claude-x",
				"cred1", "standard", true, List.of("red", "b\"lue"), Map.of("x-team", "a"), "prices-1", held,
				Arrays.asList(accounts))
			.cut();
	}

	/**
	 * An attempt all of whose texts that a client can choose are one.
	 * @param text what the client chose
	 * @param accounts who pays
	 * @return the attempt
	 */
	static AttemptOpened opened(String text, AllowanceKey... accounts) {
		return new AttemptOpened(UUID.randomUUID(), text, 1, Instant.parse("2026-11-20T10:00:00Z"), "acme", text, text,
				"route1", "openai-chat", "anthropic-messages", "chat", text, "anthropic", text, "cred1", "standard",
				true, List.of("red"), Map.of("x-team", text), "prices-1", 150, Arrays.asList(accounts));
	}

	/**
	 * An attempt on a route.
	 * @param route the route
	 * @param accounts who pays
	 * @return the attempt
	 */
	static AttemptOpened routed(String route, AllowanceKey... accounts) {
		return new AttemptOpened(UUID.randomUUID(), "req-1", 1, Instant.parse("2026-11-20T10:00:00Z"), "acme", "key1",
				null, route, "openai-chat", "openai-chat", "chat", "gpt-4o", "openai", "gpt-4o", null, "standard", true,
				List.of(), Map.of(), "prices-1", 150, Arrays.asList(accounts));
	}

	/**
	 * How it ended well.
	 * @param opened the attempt
	 * @param cost what it did cost
	 * @return the end
	 */
	public static AttemptClosed closed(AttemptOpened opened, long cost) {
		return new AttemptClosed(opened.id(),
				new Outcome(Outcome.End.COMPLETE, "", 200, Usage.of(100, 20), "claude-x-1"), cost, cost + 5, 7_000_000,
				9_000_000);
	}

	static FinishedAttempt finished(long held, long cost, AllowanceKey... accounts) {
		AttemptOpened opened = opened(held, accounts);
		return new FinishedAttempt(opened, closed(opened, cost));
	}

}
