package dev.sluice.record;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Caller;
import dev.sluice.call.DecisionNote;
import dev.sluice.call.Outcome;
import dev.sluice.call.Target;
import dev.sluice.call.Usage;

/** A record as the administration API shows it. */
record RecordView(String requestId, int attempt, boolean last, @Nullable String tenant, @Nullable String caller,
		@Nullable String route, String dialect, String operation, @Nullable String requestedModel,
		@Nullable String provider, @Nullable String model, @Nullable String tier, @Nullable String rule,
		boolean streamed, Instant startedAt, @Nullable Long firstContentMs, long totalMs, long requestBytes,
		long replyBytes, Outcome.End end, String reason, int status, @Nullable String servedModel,
		@Nullable Usage usage, List<DecisionNote> notes) {

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
				outcome.servedModel(), outcome.usage().known() ? outcome.usage() : null, call.notes());
	}

	private static long millis(long nanos) {
		return TimeUnit.NANOSECONDS.toMillis(nanos);
	}

}
