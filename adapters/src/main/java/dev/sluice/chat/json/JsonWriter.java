package dev.sluice.chat.json;

import java.math.BigDecimal;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON, and the framing around it, into a growing array of UTF-8 bytes that is
 * used again and again. Commas are put by itself; a surrogate without its other half is
 * written as an escape, so that no text can fail a stream.
 */
public final class JsonWriter {

	private final Utf8Bytes bytes = new Utf8Bytes();

	private boolean comma;

	/**
	 * Forgets what was written.
	 * @return this
	 */
	public JsonWriter reset() {
		this.bytes.reset();
		this.comma = false;
		return this;
	}

	/**
	 * Begins an object, as an element or behind a name.
	 * @return this
	 */
	public JsonWriter object() {
		separate();
		this.bytes.put('{');
		this.comma = false;
		return this;
	}

	/**
	 * Begins an object that is a member.
	 * @param name its name
	 * @return this
	 */
	public JsonWriter object(String name) {
		return name(name).object();
	}

	/**
	 * Ends an object.
	 * @return this
	 */
	public JsonWriter endObject() {
		this.bytes.put('}');
		this.comma = true;
		return this;
	}

	/**
	 * Begins a list, as an element or behind a name.
	 * @return this
	 */
	public JsonWriter array() {
		separate();
		this.bytes.put('[');
		this.comma = false;
		return this;
	}

	/**
	 * Begins a list that is a member.
	 * @param name its name
	 * @return this
	 */
	public JsonWriter array(String name) {
		return name(name).array();
	}

	/**
	 * Ends a list.
	 * @return this
	 */
	public JsonWriter endArray() {
		this.bytes.put(']');
		this.comma = true;
		return this;
	}

	/**
	 * Writes the name of a member, whose value must follow.
	 * @param name any text
	 * @return this
	 */
	public JsonWriter name(String name) {
		separate();
		this.bytes.quote(name);
		this.bytes.put(':');
		this.comma = false;
		return this;
	}

	/**
	 * Writes a string, or null.
	 * @param value any text
	 * @return this
	 */
	public JsonWriter value(@Nullable String value) {
		if (value == null) {
			return token("null");
		}
		separate();
		this.bytes.quote(value);
		this.comma = true;
		return this;
	}

	/**
	 * Writes a whole number.
	 * @param value the number
	 * @return this
	 */
	public JsonWriter value(long value) {
		separate();
		this.bytes.number(value);
		this.comma = true;
		return this;
	}

	/**
	 * Writes a truth value.
	 * @param value the value
	 * @return this
	 */
	public JsonWriter value(boolean value) {
		return token(value ? "true" : "false");
	}

	/**
	 * Writes JSON as it is.
	 * @param value one value
	 * @return this
	 */
	public JsonWriter value(RawJson value) {
		separate();
		this.bytes.utf8(value.text());
		this.comma = true;
		return this;
	}

	/**
	 * Writes a string as it stands in the document that it comes from.
	 * @param value the text
	 * @return this
	 */
	public JsonWriter value(JsonText value) {
		if (!value.quoted()) {
			return value(value.toString());
		}
		separate();
		this.bytes.put('"');
		this.bytes.copy(value.document(), value.from(), value.length());
		this.bytes.put('"');
		this.comma = true;
		return this;
	}

	/**
	 * Writes a string member as it stands in the document that it comes from.
	 * @param name its name
	 * @param value its value
	 * @return this
	 */
	public JsonWriter member(String name, JsonText value) {
		return name(name).value(value);
	}

	/**
	 * Writes a string member.
	 * @param name its name
	 * @param value its value, null written as such
	 * @return this
	 */
	public JsonWriter member(String name, @Nullable String value) {
		return name(name).value(value);
	}

	/**
	 * Writes a number member.
	 * @param name its name
	 * @param value its value
	 * @return this
	 */
	public JsonWriter member(String name, long value) {
		return name(name).value(value);
	}

	/**
	 * Writes a truth member.
	 * @param name its name
	 * @param value its value
	 * @return this
	 */
	public JsonWriter member(String name, boolean value) {
		return name(name).value(value);
	}

	/**
	 * Writes a member whose value is JSON already.
	 * @param name its name
	 * @param value its value
	 * @return this
	 */
	public JsonWriter member(String name, RawJson value) {
		return name(name).value(value);
	}

	/**
	 * Writes a string member unless there is nothing to write.
	 * @param name its name
	 * @param value its value, or null to write no member
	 * @return this
	 */
	public JsonWriter optional(String name, @Nullable String value) {
		return (value != null) ? member(name, value) : this;
	}

	/**
	 * Writes a number, without an exponent, unless there is nothing to write.
	 * @param name its name
	 * @param value its value, or null to write no member
	 * @return this
	 */
	public JsonWriter optional(String name, @Nullable BigDecimal value) {
		return (value != null) ? name(name).token(value.toPlainString()) : this;
	}

	/**
	 * Writes a whole number unless there is nothing to write.
	 * @param name its name
	 * @param value its value, or null to write no member
	 * @return this
	 */
	public JsonWriter optional(String name, @Nullable Long value) {
		return (value != null) ? member(name, value.longValue()) : this;
	}

	/**
	 * Writes a truth member unless there is nothing to write.
	 * @param name its name
	 * @param value its value, or null to write no member
	 * @return this
	 */
	public JsonWriter optional(String name, @Nullable Boolean value) {
		return (value != null) ? member(name, value.booleanValue()) : this;
	}

	/**
	 * Writes a member of raw JSON unless there is nothing to write.
	 * @param name its name
	 * @param value its value, or null to write no member
	 * @return this
	 */
	public JsonWriter optional(String name, @Nullable RawJson value) {
		return (value != null) ? member(name, value) : this;
	}

	/**
	 * Writes framing: text that is no JSON value. What follows needs no comma.
	 * @param text ASCII
	 * @return this
	 */
	public JsonWriter frame(String text) {
		this.bytes.ascii(text);
		this.comma = false;
		return this;
	}

	/**
	 * Writes bytes that were prepared before, as framing.
	 * @param prepared whole or part of an event
	 * @return this
	 */
	public JsonWriter frame(byte[] prepared) {
		this.bytes.copy(prepared, 0, prepared.length);
		this.comma = false;
		return this;
	}

	/**
	 * Writes members or elements that were prepared before.
	 * @param prepared whole ones, with commas between them
	 * @return this
	 */
	public JsonWriter prepared(byte[] prepared) {
		separate();
		this.bytes.copy(prepared, 0, prepared.length);
		this.comma = true;
		return this;
	}

	/**
	 * How many bytes stand.
	 * @return 0 after a reset
	 */
	public int length() {
		return this.bytes.length();
	}

	/**
	 * Ends a document, after which this may be used for another.
	 * @return what was written, in UTF-8
	 */
	public byte[] toBytes() {
		this.comma = false;
		return this.bytes.take();
	}

	/**
	 * Appends what was written to a buffer, and forgets it.
	 * @param out where to
	 */
	public void drainTo(ByteBuf out) {
		this.bytes.writeTo(out);
		reset();
	}

	private JsonWriter token(String token) {
		separate();
		this.bytes.ascii(token);
		this.comma = true;
		return this;
	}

	private void separate() {
		if (this.comma) {
			this.bytes.put(',');
		}
	}

}
