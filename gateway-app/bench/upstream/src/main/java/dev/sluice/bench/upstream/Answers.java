package dev.sluice.bench.upstream;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The answers, complete with their HTTP framing, made once. */
final class Answers {

	private static final int SMALL = 1001;

	private static final int LARGE = 20 * 1024;

	private static final int EVENT = 208;

	private static final String COMPLETION = "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion\","
			+ "\"created\":1700000000,\"model\":\"bench\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
			+ "\"content\":\"%s\"},\"logprobs\":null,\"finish_reason\":\"stop\"}],"
			+ "\"usage\":{\"prompt_tokens\":200,\"completion_tokens\":50,\"total_tokens\":250}}";

	private static final String CHUNK = "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\","
			+ "\"created\":1700000000,\"model\":\"bench\",\"choices\":[{\"index\":0,\"delta\":{%s},\"logprobs\":null,"
			+ "\"finish_reason\":%s}]}\n\n";

	private static final String USAGE = "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\","
			+ "\"created\":1700000000,\"model\":\"bench\",\"choices\":[],"
			+ "\"usage\":{\"prompt_tokens\":200,\"completion_tokens\":50,\"total_tokens\":250}}\n\n";

	private static final String DONE = "data: [DONE]\n\n";

	final ByteBuf small = completion(SMALL);

	final ByteBuf large = completion(LARGE);

	final ByteBuf streamHead = direct("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
			+ "Cache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n");

	final ByteBuf firstEvent = direct(chunked(event("\"role\":\"assistant\",\"content\":\"%s\"", "null")));

	final ByteBuf middleEvent = direct(chunked(event("\"content\":\"%s\"", "null")));

	final ByteBuf lastEvent = direct(chunked(event("\"content\":\"%s\"", "\"stop\"")));

	final ByteBuf end = direct(chunked(DONE) + "0\r\n\r\n");

	/** The end for callers who asked for usage: its event goes out with the end mark. */
	final ByteBuf endWithUsage = direct(chunked(USAGE) + chunked(DONE) + "0\r\n\r\n");

	/** How many events come before the end mark. */
	final int events;

	Answers(int events) {
		this.events = events;
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

	private static ByteBuf completion(int size) {
		return json(fill(COMPLETION, size));
	}

	private static String event(String delta, String finish) {
		return fill(CHUNK.formatted(delta, finish), EVENT);
	}

	/** Puts as much text into a template as makes it the size. */
	private static String fill(String template, int size) {
		int missing = size - (template.length() - 2);
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
