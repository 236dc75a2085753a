package dev.sluice.dispatch;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;

/**
 * The four clocks of a call. Read from a route's metadata: {@code connect-timeout},
 * {@code first-event-timeout}, {@code between-events-timeout}, {@code total-timeout}, and
 * {@code whole-reply-timeout} for calls that are not streamed, whose first byte comes
 * only when the model is done.
 *
 * @param connect until the connection stands, per attempt
 * @param firstEvent from sending to the first content byte of a stream, per attempt
 * @param wholeReply the same for a reply that is not streamed
 * @param betweenEvents between two whole events of a stream; bytes alone do not reset it
 * @param total for the call with all its attempts
 */
public record Clocks(Duration connect, Duration firstEvent, Duration wholeReply, Duration betweenEvents,
		Duration total) {

	/**
	 * Connect 5 s, first event 60 s, whole reply 10 min, between events 60 s, total 15
	 * min.
	 */
	public static final Clocks DEFAULT = new Clocks(Duration.ofSeconds(5), Duration.ofSeconds(60),
			Duration.ofMinutes(10), Duration.ofSeconds(60), Duration.ofMinutes(15));

	/**
	 * Reads the clocks of a route.
	 * @param metadata the route's metadata
	 * @param fallback what holds for the clocks it does not set; a first-event timeout
	 * also sets the one for whole replies
	 * @return the clocks
	 * @throws IllegalArgumentException when a value is no duration such as {@code 30s}
	 */
	public static Clocks of(Map<String, Object> metadata, Clocks fallback) {
		Object firstEvent = metadata.get("first-event-timeout");
		Duration wholeReply = read(firstEvent, fallback.wholeReply);
		return new Clocks(read(metadata.get("connect-timeout"), fallback.connect),
				read(firstEvent, fallback.firstEvent), read(metadata.get("whole-reply-timeout"), wholeReply),
				read(metadata.get("between-events-timeout"), fallback.betweenEvents),
				read(metadata.get("total-timeout"), fallback.total));
	}

	private static Duration read(@Nullable Object value, Duration fallback) {
		if (value == null) {
			return fallback;
		}
		Duration duration = (value instanceof Duration given) ? given : DurationStyle.detectAndParse(value.toString());
		if (duration.isNegative() || duration.isZero()) {
			throw new IllegalArgumentException("a timeout must be longer than nothing, but is '" + value + "'");
		}
		return duration;
	}

}
