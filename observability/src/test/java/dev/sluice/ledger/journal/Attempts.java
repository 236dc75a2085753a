package dev.sluice.ledger.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.sluice.call.Outcome;
import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;
import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AttemptClosed;
import dev.sluice.ledger.AttemptOpened;

/** Attempts to write down. */
final class Attempts {

	private Attempts() {
	}

	static AttemptOpened opened(long number) {
		return opened(id(number), "req_" + number, Map.of());
	}

	static AttemptOpened opened(UUID id, String requestId, Map<String, String> metadata) {
		return new AttemptOpened(id, requestId, 1, Instant.ofEpochSecond(1_795_000_000L, 123_456_789), "acme",
				"0123456789ab", null, "chat", "openai-chat", "openai-chat", "chat", "gpt-4o-mini", "simulated",
				"gpt-4o-mini", "key-1", "paid", true, List.of("red"), metadata, "2026-11-01#1", 1_234_567,
				List.of(new AllowanceKey("key:0123456789ab", "2026-11"), new AllowanceKey("org:acme", "lifetime"),
						new AllowanceKey("tag:red", "2026-W47")));
	}

	static AttemptClosed closed(long number) {
		Usage usage = Usage.of(1_000, 200).with(UsageKind.CACHED_READ, 10);
		return new AttemptClosed(id(number), new Outcome(Outcome.End.COMPLETE, "", 200, usage, "gpt-4o-mini-2024"),
				number, 2 * number, 350_000_000, 2_000_000_000);
	}

	static UUID id(long number) {
		return new UUID(0x1234_5678_9ABCL, number);
	}

}
