package dev.sluice.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Collects the events of one streamed answer. Bodies are made when they are sent.
 */
final class EventSequence {

	private final Framing framing;

	private final List<Answer.Event> events = new ArrayList<>();

	EventSequence(Framing framing) {
		this.framing = framing;
	}

	/**
	 * Adds an event that is sent without waiting.
	 */
	EventSequence now(String name, Supplier<Object> data) {
		return add(false, name, data);
	}

	/**
	 * Adds an event that the token clock holds back.
	 */
	EventSequence token(String name, Supplier<Object> data) {
		return add(true, name, data);
	}

	EventSequence raw(byte[] data) {
		this.events.add(new Answer.Event(false, () -> this.framing.frame(false, "", data)));
		return this;
	}

	/**
	 * Ends the stream.
	 * @param failureName the name of this dialect's error event
	 * @param failure its body
	 */
	Answer answer(String failureName, Object failure) {
		if (this.framing.end().length > 0) {
			this.events.add(new Answer.Event(false, this.framing::end));
		}
		Answer.Event failed = new Answer.Event(false,
				() -> this.framing.frame(false, failureName, Json.bytes(failure)));
		return new Answer(200, this.framing.contentType(), Map.of(), this.framing, List.copyOf(this.events), failed);
	}

	private EventSequence add(boolean paced, String name, Supplier<Object> data) {
		boolean first = this.events.isEmpty();
		this.events.add(new Answer.Event(paced, () -> this.framing.frame(first, name, Json.bytes(data.get()))));
		return this;
	}

}
