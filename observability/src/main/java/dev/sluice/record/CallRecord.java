package dev.sluice.record;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Caller;
import dev.sluice.call.DecisionNote;
import dev.sluice.call.Outcome;
import dev.sluice.call.Target;

/**
 * What happened to one attempt of a call. A call that was refused before any attempt
 * leaves one record without a target.
 *
 * @param requestId the call's id
 * @param attempt the attempt's number, from 1; 0 when none was made
 * @param last whether this attempt's answer, or failure, is what the client got
 * @param caller who called, or null when that was never known
 * @param route the route's id, or null when none matched
 * @param dialect the client's dialect
 * @param operation what was asked for
 * @param requestedModel the model as the client wrote it, or null
 * @param target where the attempt went, or null when none was made
 * @param streamed whether the answer was a stream
 * @param startedAt when the attempt was sent
 * @param firstContentNanos time from sending to the first content byte, or -1
 * @param totalNanos time from sending to the end
 * @param requestBytes bytes of body sent upstream
 * @param replyBytes bytes of body received
 * @param outcome how it ended
 * @param notes decisions taken on the call so far
 */
public record CallRecord(String requestId, int attempt, boolean last, @Nullable Caller caller, @Nullable String route,
		String dialect, String operation, @Nullable String requestedModel, @Nullable Target target, boolean streamed,
		Instant startedAt, long firstContentNanos, long totalNanos, long requestBytes, long replyBytes, Outcome outcome,
		List<DecisionNote> notes) {
}
