package dev.sluice.bench.jmh;

import java.nio.charset.StandardCharsets;

/** Chat requests of a wanted size: a conversation of messages of about 500 bytes. */
final class Requests {

	private static final String HEAD = "{\"model\":\"gpt-4o-mini\",\"stream\":true,\"max_tokens\":256,"
			+ "\"temperature\":0.7,\"messages\":[{\"role\":\"system\",\"content\":\"You are a terse assistant.\"}";

	private static final String MESSAGE = ",{\"role\":\"user\",\"content\":\"%s\"}";

	private static final String TAIL = "],\"user\":\"someone\"}";

	private static final String TEXT = "All work and no play makes a \\\"dull\\\" boy.\\n".repeat(11);

	private Requests() {
	}

	static byte[] ofSize(int size) {
		StringBuilder body = new StringBuilder(size).append(HEAD);
		String message = MESSAGE.formatted(TEXT);
		while (body.length() + message.length() + TAIL.length() < size) {
			body.append(message);
		}
		int room = size - body.length() - TAIL.length() - MESSAGE.length() + 2;
		body.append(MESSAGE.formatted("x".repeat(Math.max(0, room)))).append(TAIL);
		return body.toString().getBytes(StandardCharsets.UTF_8);
	}

}
