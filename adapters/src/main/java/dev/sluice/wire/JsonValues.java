package dev.sluice.wire;

import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Span;

/** Reads decision values from a request and refuses those of a wrong type. */
final class JsonValues {

	private final JsonParser parser;

	JsonValues(JsonParser parser) {
		this.parser = parser;
	}

	boolean isNull() {
		return this.parser.currentToken() == JsonToken.VALUE_NULL;
	}

	@Nullable String string(String field) {
		if (isNull()) {
			return null;
		}
		require(this.parser.currentToken() == JsonToken.VALUE_STRING, field, "a string");
		return this.parser.getString();
	}

	@Nullable Boolean bool(String field) {
		if (isNull()) {
			return null;
		}
		require(this.parser.currentToken().isBoolean(), field, "true or false");
		return this.parser.currentToken() == JsonToken.VALUE_TRUE;
	}

	long integer(String field, long lowest, long highest) {
		boolean whole = this.parser.currentToken() == JsonToken.VALUE_NUMBER_INT
				&& this.parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
		long value = whole ? this.parser.getLongValue() : -1;
		require(whole && value >= lowest && value <= highest, field, (highest == Long.MAX_VALUE)
				? "a whole number of at least " + lowest : "a whole number from " + lowest + " to " + highest);
		return value;
	}

	/**
	 * Whether a list holds anything.
	 */
	boolean filledArray(String field) {
		if (isNull()) {
			return false;
		}
		require(this.parser.currentToken() == JsonToken.START_ARRAY, field, "a list");
		boolean filled = this.parser.nextToken() != JsonToken.END_ARRAY;
		while (this.parser.currentToken() != JsonToken.END_ARRAY) {
			this.parser.skipChildren();
			this.parser.nextToken();
		}
		return filled;
	}

	/**
	 * One string, or several joined with commas.
	 */
	@Nullable String strings(String field) {
		if (this.parser.currentToken() != JsonToken.START_ARRAY) {
			return string(field);
		}
		StringJoiner joined = new StringJoiner(",");
		while (this.parser.nextToken() != JsonToken.END_ARRAY) {
			require(this.parser.currentToken() == JsonToken.VALUE_STRING, field, "a string or a list of strings");
			joined.add(this.parser.getString());
		}
		return joined.toString();
	}

	/**
	 * Whether an object follows; null is none.
	 */
	boolean object(String field) {
		if (isNull()) {
			return false;
		}
		require(this.parser.currentToken() == JsonToken.START_OBJECT, field, "an object");
		return true;
	}

	int start() {
		return (int) this.parser.currentTokenLocation().getByteOffset();
	}

	/**
	 * The byte behind a value, which must have been read.
	 */
	int end() {
		return (int) this.parser.currentLocation().getByteOffset();
	}

	Span span() {
		return new Span(start(), end());
	}

	static void require(boolean condition, String field, String what) {
		if (!condition) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST, "Field '" + field + "' must be " + what + ".")
				.param(field);
		}
	}

	static GatewayException repeated(String field) {
		return new GatewayException(ErrorKind.INVALID_REQUEST,
				"Field '" + field + "' appears more than once. Send it once.")
			.param(field);
	}

}
