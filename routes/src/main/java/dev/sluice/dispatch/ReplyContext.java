package dev.sluice.dispatch;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ClientCall;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Target;
import dev.sluice.wire.ErrorBodies;
import dev.sluice.wire.EventFramer;
import dev.sluice.wire.EventFramers;
import dev.sluice.wire.EventJudge;
import dev.sluice.wire.answer.EventJudges;

/**
 * What a gate knows of its attempt.
 *
 * @param call the call
 * @param target who answers
 * @param status the provider's status
 * @param contentType the provider's content type
 * @param maxEvent the largest event, or whole answer to be translated, in bytes
 * @param wholeLimit up to how many bytes a reply is read whole before it is passed on
 * @param trail where the attempt's end is told
 * @param listener where its decision is told
 * @param clocks the clocks of the route
 * @param wheel drives the clocks
 */
record ReplyContext(ClientCall call, Target target, int status, String contentType, int maxEvent, int wholeLimit,
		AttemptTrail trail, GateListener listener, Clocks clocks, ClockWheel wheel) {

	/** Tells the events of the reply apart; null when it is no stream of them. */
	@Nullable EventFramer framer() {
		return mayStream() ? EventFramers.forReply(this.call.dialect(), this.contentType, this.maxEvent) : null;
	}

	/** Whether the reply may be a stream of events. */
	boolean mayStream() {
		boolean asked = this.call.envelope().stream();
		boolean events = this.contentType.startsWith("text/event-stream")
				|| this.contentType.startsWith("application/x-ndjson");
		return this.status < 300 && (asked || events);
	}

	EventJudge judge() {
		return EventJudges.forDialect(this.call.dialect(), this.call.envelope().choices());
	}

	boolean json() {
		return this.contentType.startsWith("application/json") || this.contentType.contains("+json");
	}

	byte[] errorEvent(GatewayException error) {
		return ErrorBodies.streamEvent(this.call.dialect(), error, this.call.requestId());
	}

	ClockHand startClock(ReplyGate gate) {
		long totalEnd = this.call.receivedNanos() + this.clocks.total().toNanos();
		return ClockHand.start(this.wheel, gate, this.clocks.betweenEvents().toNanos(), totalEnd);
	}

}
