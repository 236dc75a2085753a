package dev.sluice.wire;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.DialectFamily;

/** Chooses how the events of a streamed reply are told apart. */
public final class EventFramers {

	/** The largest event that is accepted unless told otherwise, in bytes. */
	public static final int MAX_EVENT = 16 << 20;

	private EventFramers() {
	}

	/**
	 * Chooses a framer for events of at most {@value #MAX_EVENT} bytes.
	 * @param dialect what the provider speaks
	 * @param contentType the reply's content type, or null when it named none
	 * @return a framer for this reply alone, or null when the reply is no stream of
	 * events
	 */
	public static @Nullable EventFramer forReply(Dialect dialect, @Nullable String contentType) {
		return forReply(dialect, contentType, MAX_EVENT);
	}

	/**
	 * Chooses a framer.
	 * @param dialect what the provider speaks
	 * @param contentType the reply's content type, or null when it named none
	 * @param maxEvent the largest event in bytes; a larger one fails with
	 * {@code UPSTREAM_BAD_ANSWER}
	 * @return a framer for this reply alone, or null when the reply is no stream of
	 * events
	 */
	public static @Nullable EventFramer forReply(Dialect dialect, @Nullable String contentType, int maxEvent) {
		return switch (mediaType(contentType)) {
			case "text/event-stream" -> new SseFramer(maxEvent);
			case "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines",
					"application/stream+json" ->
				new LineFramer(maxEvent);
			case "application/json" ->
				(dialect.family() == DialectFamily.GEMINI) ? new JsonArrayFramer(maxEvent) : null;
			case "", "text/plain", "application/octet-stream" -> usual(dialect, maxEvent);
			default -> null;
		};
	}

	private static EventFramer usual(Dialect dialect, int maxEvent) {
		return (dialect.family() == DialectFamily.OLLAMA) ? new LineFramer(maxEvent) : new SseFramer(maxEvent);
	}

	private static String mediaType(@Nullable String contentType) {
		if (contentType == null) {
			return "";
		}
		int end = contentType.indexOf(';');
		return ((end < 0) ? contentType : contentType.substring(0, end)).trim().toLowerCase(Locale.ROOT);
	}

}
