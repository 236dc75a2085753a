package dev.sluice.record;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Caller;
import dev.sluice.call.DecisionNote;
import dev.sluice.call.Outcome;
import dev.sluice.call.Permission;
import dev.sluice.call.Target;
import dev.sluice.call.Usage;

/** Records for tests. */
public final class Samples {

	private Samples() {
	}

	public static CallRecord record(String requestId, @Nullable String tenant) {
		return record(requestId, tenant, "gpt-4o", true);
	}

	static CallRecord record(String requestId, @Nullable String tenant, String model, boolean last) {
		Caller caller = (tenant != null) ? new Caller(tenant, "key-1", Set.of(Permission.WRITE), null, Set.of()) : null;
		return new CallRecord(requestId, 1, last, caller, "chat", "openai-chat", "chat", model,
				new Target("openai", "gpt-4o", "official", "main", "gpt-4*"), true,
				Instant.parse("2026-11-20T10:00:00Z"), 12_000_000, 345_000_000, 100, 2_000,
				new Outcome(Outcome.End.COMPLETE, "", 200, Usage.of(7, 5), "gpt-4o-2024"),
				List.of(new DecisionNote("resolve", "rule", "gpt-4*")));
	}

}
