package dev.sluice.dispatch;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Target;
import dev.sluice.wire.ErrorBodies;
import dev.sluice.wire.EventFramer;
import dev.sluice.wire.EventFramers;
import dev.sluice.wire.EventJudge;
import dev.sluice.wire.EventJudges;

/**
 * What a gate knows of its attempt.
 *
 * @param call the call
 * @param target who answers
 * @param status the provider's status
 * @param contentType the provider's content type
 * @param maxEvent the largest event, in bytes
 * @param wholeLimit up to how many bytes a reply is read whole before it is passed on
 * @param trail where the attempt's end is told
 * @param listener where its decision is told
 * @param clocks the clocks of the route
 * @param wheel drives the clocks
 */
record ReplyContext(ClientCall call, Target target, int status, String contentType, int maxEvent, int wholeLimit,
		AttemptTrail trail, GateListener listener, Clocks clocks, ClockWheel wheel) {

	EventFramer framer() {
		return EventFramers.forReply(this.call.dialect(), this.contentType);
	}

	EventJudge judge() {
		return EventJudges.forDialect(this.call.dialect());
	}

	boolean json() {
		return this.contentType.startsWith("application/json") || this.contentType.contains("+json");
	}

	/** Whether JSON is a stream all the same: Gemini's array of chunks. */
	boolean arrayStream() {
		return this.call.dialect() == Dialect.GEMINI_GENERATE && this.call.envelope().stream();
	}

	byte[] errorEvent(GatewayException error) {
		return ErrorBodies.streamEvent(this.call.dialect(), error, this.call.requestId());
	}

	ClockHand startClock(ReplyGate gate) {
		long totalEnd = this.call.receivedNanos() + this.clocks.total().toNanos();
		return ClockHand.start(this.wheel, gate, this.clocks.betweenEvents().toNanos(), totalEnd);
	}

}
