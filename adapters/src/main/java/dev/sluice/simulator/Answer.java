package dev.sluice.simulator;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What goes over the wire when nothing goes wrong, event by event; a whole answer is one
 * event.
 *
 * @param status the HTTP status
 * @param contentType the media type
 * @param headers more headers of the answer
 * @param framing how events are told apart
 * @param events the events in order
 * @param failure the event by which this dialect reports an error after the head
 */
record Answer(int status, String contentType, Map<String, String> headers, Framing framing, List<Event> events,
		Event failure) {

	static Answer whole(byte[] body, Event failure) {
		return bytes("application/json", body, failure);
	}

	static Answer bytes(String contentType, byte[] body, Event failure) {
		return new Answer(200, contentType, Map.of(), Framing.WHOLE, List.of(new Event(true, () -> body)), failure);
	}

	static Answer error(int status, byte[] body, Map<String, String> headers) {
		Event event = new Event(false, () -> body);
		return new Answer(status, "application/json", headers, Framing.WHOLE, List.of(event), event);
	}

	/**
	 * One write.
	 *
	 * @param paced whether the token clock holds it back
	 * @param bytes makes the framed bytes
	 */
	record Event(boolean paced, Supplier<byte[]> bytes) {
	}

}
