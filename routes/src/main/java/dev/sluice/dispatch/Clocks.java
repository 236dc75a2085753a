package dev.sluice.dispatch;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;

/**
 * The four clocks of a call. Read from a route's metadata: {@code connect-timeout},
 * {@code first-event-timeout}, {@code between-events-timeout}, {@code total-timeout}.
 *
 * @param connect until the connection stands, per attempt
 * @param firstEvent from sending to the first content byte, per attempt
 * @param betweenEvents between two whole events of a stream; bytes alone do not reset it
 * @param total for the call with all its attempts
 */
public record Clocks(Duration connect, Duration firstEvent, Duration betweenEvents, Duration total) {

	/** Connect 5 s, first event 60 s, between events 60 s, total 15 min. */
	public static final Clocks DEFAULT = new Clocks(Duration.ofSeconds(5), Duration.ofSeconds(60),
			Duration.ofSeconds(60), Duration.ofMinutes(15));

	/**
	 * Reads the clocks of a route.
	 * @param metadata the route's metadata
	 * @param fallback what holds for the clocks it does not set
	 * @return the clocks
	 * @throws IllegalArgumentException when a value is no duration such as {@code 30s}
	 */
	public static Clocks of(Map<String, Object> metadata, Clocks fallback) {
		return new Clocks(read(metadata.get("connect-timeout"), fallback.connect),
				read(metadata.get("first-event-timeout"), fallback.firstEvent),
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
