package dev.sluice.store;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A parameter that may be null.
 *
 * @param type its Java type
 * @param value the value, or null
 */
public record SqlValue(Class<?> type, @Nullable Object value) {

	/**
	 * A text, or null.
	 * @param value the value
	 * @return the parameter
	 */
	public static SqlValue text(@Nullable String value) {
		return new SqlValue(String.class, value);
	}

	/**
	 * A number, or null when it is negative.
	 * @param value the value; -1 means unknown
	 * @return the parameter
	 */
	public static SqlValue known(long value) {
		return new SqlValue(Long.class, (value >= 0) ? value : null);
	}

	Object require() {
		return Objects.requireNonNull(this.value);
	}

}
