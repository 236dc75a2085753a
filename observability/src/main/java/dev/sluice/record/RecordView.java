package dev.sluice.record;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Caller;
import dev.sluice.call.DecisionNote;
import dev.sluice.call.Outcome;
import dev.sluice.call.Target;
import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;

/** A record as the administration API shows it. */
record RecordView(String requestId, int attempt, boolean last, @Nullable String tenant, @Nullable String caller,
		@Nullable String route, String dialect, String operation, @Nullable String requestedModel,
		@Nullable String provider, @Nullable String model, @Nullable String tier, @Nullable String rule,
		boolean streamed, Instant startedAt, @Nullable Long firstContentMs, long totalMs, long requestBytes,
		long replyBytes, Outcome.End end, String reason, int status, @Nullable String servedModel,
		@Nullable Map<String, Object> usage, List<DecisionNote> notes) {

	static RecordView of(CallRecord call) {
		Caller caller = call.caller();
		Target target = call.target();
		Outcome outcome = call.outcome();
		return new RecordView(call.requestId(), call.attempt(), call.last(), (caller != null) ? caller.tenant() : null,
				(caller != null) ? caller.id() : null, call.route(), call.dialect(), call.operation(),
				call.requestedModel(), (target != null) ? target.provider() : null,
				(target != null) ? target.model() : null, (target != null) ? target.tier() : null,
				(target != null) ? target.rule() : null, call.streamed(), call.startedAt(),
				(call.firstContentNanos() >= 0) ? millis(call.firstContentNanos()) : null, millis(call.totalNanos()),
				call.requestBytes(), call.replyBytes(), outcome.end(), outcome.reason(), outcome.status(),
				outcome.servedModel(), usage(outcome.usage()), call.notes());
	}

	// Kinds that nobody counted are left out.
	private static @Nullable Map<String, Object> usage(Usage usage) {
		Map<String, Object> counts = new LinkedHashMap<>();
		for (UsageKind kind : UsageKind.values()) {
			if (usage.get(kind) >= 0) {
				counts.put(kind.id().replace('-', '_'), usage.get(kind));
			}
		}
		if (counts.isEmpty()) {
			return null;
		}
		if (usage.serviceTier() != null) {
			counts.put("service_tier", usage.serviceTier());
		}
		counts.put("estimated", usage.estimated());
		return counts;
	}

	private static long millis(long nanos) {
		return TimeUnit.NANOSECONDS.toMillis(nanos);
	}

}
