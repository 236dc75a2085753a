package dev.sluice.bench.jmh;

import java.nio.charset.StandardCharsets;

import dev.sluice.call.Dialect;

/** Chat requests of a wanted size: a conversation of messages of about 500 bytes. */
final class Requests {

	private static final String HEAD = "{\"model\":\"gpt-4o-mini\",\"stream\":true,\"max_tokens\":256,"
			+ "\"temperature\":0.7,\"messages\":[{\"role\":\"system\",\"content\":\"You are a terse assistant.\"}";

	private static final String MESSAGE = ",{\"role\":\"user\",\"content\":\"%s\"}";

	private static final String TAIL = "],\"user\":\"someone\"}";

	private static final String SENTENCE = "All work and no play makes a \\\"dull\\\" boy.\\n";

	private static final String TEXT = SENTENCE.repeat(11);

	private static final String RESPONSES = "{\"model\":\"gpt-4o-mini\",\"stream\":true,\"max_output_tokens\":256,"
			+ "\"instructions\":\"You are a terse assistant.\",\"input\":\"%s\"}";

	private static final String GEMINI = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"%s\"}]}],"
			+ "\"generationConfig\":{\"maxOutputTokens\":256,\"temperature\":0.7}}";

	private Requests() {
	}

	static byte[] of(Dialect dialect, int size) {
		return switch (dialect) {
			// The members that differ between the two are optional in both.
			case OPENAI_CHAT, ANTHROPIC_MESSAGES -> ofSize(size);
			case OPENAI_RESPONSES ->
				RESPONSES.formatted(text(size - RESPONSES.length())).getBytes(StandardCharsets.UTF_8);
			case GEMINI_GENERATE -> GEMINI.formatted(text(size - GEMINI.length())).getBytes(StandardCharsets.UTF_8);
			default -> throw new IllegalArgumentException("no request of " + dialect.id());
		};
	}

	/**
	 * Text with an escape in each twentieth place or so, as prompts and answers have
	 * them.
	 */
	static String text(int size) {
		return SENTENCE.repeat(size / SENTENCE.length()) + "x".repeat(size % SENTENCE.length());
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
