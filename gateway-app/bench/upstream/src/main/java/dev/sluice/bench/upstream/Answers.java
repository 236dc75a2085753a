package dev.sluice.bench.upstream;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The answers of one dialect, complete with their HTTP framing, made once. */
final class Answers {

	private static final int SMALL = 1001;

	private static final int LARGE = 20 * 1024;

	private static final int EVENT = 208;

	final ByteBuf small;

	final ByteBuf large;

	final ByteBuf streamHead = direct("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
			+ "Cache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n");

	private final ByteBuf firstEvent;

	private final ByteBuf middleEvent;

	private final ByteBuf lastEvent;

	private final ByteBuf end;

	private final ByteBuf endWithUsage;

	/** How many events come before the end mark. */
	final int events;

	Answers(Template template, int events) {
		this.events = events;
		this.small = json(fill(template.answer(), SMALL));
		this.large = json(fill(template.answer(), LARGE));
		this.firstEvent = direct(chunked(fill(template.first(), EVENT)));
		this.middleEvent = direct(chunked(fill(template.middle(), EVENT)));
		this.lastEvent = direct(chunked(fill(template.last(), EVENT)));
		this.end = direct(chunked(template.end()) + "0\r\n\r\n");
		this.endWithUsage = direct(chunked(template.usage() + template.end()) + "0\r\n\r\n");
	}

	/** The bytes of an event by its number; the number behind the last is the end. */
	ByteBuf event(int number, boolean usage) {
		if (number == this.events) {
			return usage ? this.endWithUsage : this.end;
		}
		if (number == 0) {
			return this.firstEvent;
		}
		return (number == this.events - 1) ? this.lastEvent : this.middleEvent;
	}

	static ByteBuf json(String json) {
		return direct("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
				+ "\r\n\r\n" + json);
	}

	/** Puts as much text into a template as makes it the size, at least a word. */
	private static String fill(String template, int size) {
		int missing = Math.max(4, size - (template.length() - 2));
		return template
			.formatted("All work and no play makes a dull boy. ".repeat(missing / 39 + 1).substring(0, missing));
	}

	private static String chunked(String data) {
		return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
	}

	private static ByteBuf direct(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
		return Unpooled.unreleasableBuffer(Unpooled.directBuffer(bytes.length).writeBytes(bytes));
	}

}
