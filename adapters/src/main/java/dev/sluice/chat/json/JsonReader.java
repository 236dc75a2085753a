package dev.sluice.chat.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Span;
import dev.sluice.wire.JsonBytes;

/**
 * Reads one JSON document in one pass: walks over members, refuses values of a wrong
 * kind, and cuts out pieces as they stand. A handler of a member must consume its value;
 * a scalar is consumed by itself.
 */
public final class JsonReader implements AutoCloseable {

	private static final int MAX_DIGITS = 40;

	private static final byte[] NOTHING = {};

	private byte[] bytes;

	private JsonParser parser;

	private final ErrorKind blame;

	private int base;

	/**
	 * Opens a document.
	 * @param bytes UTF-8, not changed while reading
	 * @param from the first byte
	 * @param length how many
	 * @param blame what a value of a wrong kind means: the client's or the provider's
	 * fault
	 */
	public JsonReader(byte[] bytes, int from, int length, ErrorKind blame) {
		this.bytes = bytes;
		this.parser = JsonBytes.parser(bytes, from, length);
		this.blame = blame;
		this.base = from;
	}

	/**
	 * Makes a reader of several documents, one after another. None is open yet.
	 * @param blame what a value of a wrong kind means: the client's or the provider's
	 * fault
	 */
	public JsonReader(ErrorKind blame) {
		this(NOTHING, 0, 0, blame);
		close();
	}

	/**
	 * Opens the next document; the one before must be closed.
	 * @param bytes UTF-8, not changed while reading
	 * @param from the first byte
	 * @param length how many
	 * @return this, to be closed
	 */
	public JsonReader open(byte[] bytes, int from, int length) {
		this.bytes = bytes;
		this.base = from;
		this.parser = JsonBytes.next(this.parser, bytes, from, length);
		return this;
	}

	/**
	 * Goes to the first token of the document.
	 * @return this
	 */
	public JsonReader start() {
		this.parser.nextToken();
		return this;
	}

	/**
	 * Goes on to the next member of the object that was entered.
	 * @return its name, the reader standing at its value, or null at the object's end
	 */
	public @Nullable String nextName() {
		String name = this.parser.nextName();
		if (name != null) {
			this.parser.nextToken();
		}
		return name;
	}

	/**
	 * Goes on to the next element of the list that was entered.
	 * @return false at the list's end
	 */
	public boolean nextElement() {
		return this.parser.nextToken() != JsonToken.END_ARRAY && this.parser.currentToken() != null;
	}

	/**
	 * Whether the reader stands at an object, which is thereby entered.
	 * @return false for any other value
	 */
	public boolean isObject() {
		return this.parser.currentToken() == JsonToken.START_OBJECT;
	}

	/**
	 * Whether the reader stands at a list, which is thereby entered.
	 * @return false for any other value
	 */
	public boolean isArray() {
		return this.parser.currentToken() == JsonToken.START_ARRAY;
	}

	/**
	 * Whether the reader stands at a string.
	 * @return false for any other value
	 */
	public boolean isString() {
		return this.parser.currentToken() == JsonToken.VALUE_STRING;
	}

	/**
	 * Whether the reader stands at a null, which means the same as no member at all.
	 * @return false for any other value
	 */
	public boolean isNull() {
		return this.parser.currentToken() == JsonToken.VALUE_NULL;
	}

	/**
	 * Enters an object.
	 * @param field its name, for the error
	 * @return false when it is null
	 */
	public boolean object(String field) {
		require(isObject() || isNull(), field, "an object");
		return isObject();
	}

	/**
	 * Enters a list.
	 * @param field its name, for the error
	 * @return false when it is null
	 */
	public boolean array(String field) {
		require(isArray() || isNull(), field, "a list");
		return isArray();
	}

	/**
	 * A string.
	 * @param field its name, for the error
	 * @return the text, or null
	 */
	public @Nullable String string(String field) {
		require(isString() || isNull(), field, "a string");
		return isString() ? this.parser.getString() : null;
	}

	/**
	 * A string that must be there.
	 * @param field its name, for the error
	 * @return the text
	 */
	public String text(String field) {
		require(isString(), field, "a string");
		return this.parser.getString();
	}

	/**
	 * A string that must be there, and is rather passed on than read.
	 * @param field its name, for the error
	 * @return the text as it stands
	 */
	public JsonText passage(String field) {
		require(isString(), field, "a string");
		// Requests were checked before their envelope was read.
		Span inside = JsonBytes.passString(this.parser, this.blame == ErrorKind.INVALID_REQUEST);
		return (inside != null) ? new JsonText(this.bytes, inside.start(), inside.end())
				: JsonText.of(this.parser.getString());
	}

	/**
	 * A truth value.
	 * @param field its name, for the error
	 * @return the value, or null
	 */
	public @Nullable Boolean bool(String field) {
		require(isNull() || this.parser.currentToken().isBoolean(), field, "true or false");
		return isNull() ? null : Boolean.valueOf(this.parser.getBooleanValue());
	}

	/**
	 * A whole number.
	 * @param field its name, for the error
	 * @return the value, or null
	 */
	public @Nullable Long integer(String field) {
		boolean whole = this.parser.currentToken() == JsonToken.VALUE_NUMBER_INT
				&& this.parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
		require(whole || isNull(), field, "a whole number");
		return whole ? Long.valueOf(this.parser.getLongValue()) : null;
	}

	/**
	 * A count that need not be well formed: whatever is no whole number of at least 0 is
	 * unknown.
	 * @return the count, or -1
	 */
	public long count() {
		if (!this.parser.currentToken().isNumeric()) {
			skip();
			return -1;
		}
		double value = this.parser.getDoubleValue();
		return (value >= 0 && value <= Long.MAX_VALUE / 4) ? (long) value : -1;
	}

	/**
	 * A number with all its digits.
	 * @param field its name, for the error
	 * @return the value, or null
	 */
	public @Nullable BigDecimal decimal(String field) {
		if (isNull()) {
			return null;
		}
		require(this.parser.currentToken().isNumeric() && this.parser.getStringLength() < MAX_DIGITS, field,
				"a number");
		BigDecimal value = this.parser.getDecimalValue();
		require(Math.abs((long) value.scale()) <= MAX_DIGITS, field, "a number of a usual size");
		return value;
	}

	/**
	 * A number as a machine computes with it.
	 * @param field its name, for the error
	 * @return the nearest value
	 */
	public float number(String field) {
		require(this.parser.currentToken().isNumeric(), field, "a number");
		return this.parser.getFloatValue();
	}

	/**
	 * A list of strings, or one string for a list of one.
	 * @param field its name, for the error
	 * @return the strings, none for null
	 */
	public List<String> strings(String field) {
		if (isString()) {
			return List.of(this.parser.getString());
		}
		List<String> strings = new ArrayList<>();
		if (array(field)) {
			while (nextElement()) {
				strings.add(text(field));
			}
		}
		return List.copyOf(strings);
	}

	/**
	 * Cuts out the value as it stands, white space between its tokens left out.
	 * @return the piece
	 */
	public RawJson raw() {
		int from = position();
		if (this.parser.currentToken().isScalarValue()) {
			this.parser.getString();
		}
		skip();
		return since(from);
	}

	/**
	 * Cuts out what was read since a value began, white space between its tokens left
	 * out.
	 * @param from what {@link #position()} was at the value's begin
	 * @return the piece up to the end of what was read
	 */
	public RawJson since(int from) {
		return new RawJson(compact(from, this.base + (int) this.parser.currentLocation().getByteOffset()));
	}

	/**
	 * Whether nothing but white space follows the value that was read.
	 * @return false when the document goes on
	 */
	public boolean atEnd() {
		return this.parser.nextToken() == null;
	}

	/** Leaves the value out. */
	public void skip() {
		this.parser.skipChildren();
	}

	/**
	 * Where the current value begins.
	 * @return its first byte's place in the array
	 */
	public int position() {
		return this.base + (int) this.parser.currentTokenLocation().getByteOffset();
	}

	/**
	 * A failure that names a field.
	 * @param field the field at fault
	 * @param message what is wrong and what to do
	 * @return what to throw
	 */
	public GatewayException wrong(String field, String message) {
		return new GatewayException(this.blame, message).param(field);
	}

	private void require(boolean condition, String field, String what) {
		if (!condition) {
			throw wrong(field, "Field '" + field + "' must be " + what + ".");
		}
	}

	private String compact(int from, int to) {
		byte[] kept = new byte[to - from];
		int length = 0;
		boolean quoted = false;
		for (int at = from; at < to; at++) {
			byte b = this.bytes[at];
			if (!quoted && (b == ' ' || b == '\n' || b == '\r' || b == '\t')) {
				continue;
			}
			kept[length++] = b;
			if (b == '\\') {
				kept[length++] = this.bytes[++at];
			}
			else if (b == '"') {
				quoted = !quoted;
			}
		}
		return new String(kept, 0, length, StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.parser.close();
	}

}
