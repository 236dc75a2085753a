package dev.sluice.simulator;

import java.nio.charset.StandardCharsets;

/**
 * How the events of a stream are told apart.
 */
enum Framing {

	/** Server-sent events with LF. */
	SSE("text/event-stream", "", "data: ", "\n\n", ""),
	/** Server-sent events with CRLF, as Gemini sends them. */
	SSE_CRLF("text/event-stream", "", "data: ", "\r\n\r\n", ""),
	/** One JSON text a line. */
	NDJSON("application/x-ndjson", "", "", "\n", ""),
	/** One JSON array, as Gemini sends it without {@code alt=sse}. */
	ARRAY("application/json; charset=UTF-8", "[", "\n,\n", "", "\n]"),
	/** Not a stream: one answer. */
	WHOLE("application/json", "", "", "", "");

	private final String contentType;

	private final byte[] first;

	private final byte[] before;

	private final byte[] after;

	private final byte[] end;

	Framing(String contentType, String first, String before, String after, String end) {
		this.contentType = contentType;
		this.first = ascii(first);
		this.before = ascii(before);
		this.after = ascii(after);
		this.end = ascii(end);
	}

	String contentType() {
		return this.contentType;
	}

	boolean streamed() {
		return this != WHOLE;
	}

	byte[] end() {
		return this.end;
	}

	/**
	 * Frames one event.
	 * @param first whether it opens the stream
	 * @param name the event's name, empty when it has none
	 */
	byte[] frame(boolean first, String name, byte[] data) {
		byte[] head = (first && this.first.length > 0) ? this.first : this.before;
		byte[] label = name.isEmpty() ? new byte[0] : ascii("event: " + name + "\n");
		byte[] framed = new byte[label.length + head.length + data.length + this.after.length];
		System.arraycopy(label, 0, framed, 0, label.length);
		System.arraycopy(head, 0, framed, label.length, head.length);
		System.arraycopy(data, 0, framed, label.length + head.length, data.length);
		System.arraycopy(this.after, 0, framed, framed.length - this.after.length, this.after.length);
		return framed;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
