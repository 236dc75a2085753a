package dev.sluice.chat.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

import dev.sluice.wire.TextRuns;

/**
 * Writes JSON, and the framing around it, into a growing array of UTF-8 bytes that is
 * used again and again. Commas are put by itself; a surrogate without its other half is
 * written as an escape, so that no text can fail a stream.
 */
public final class JsonWriter {

	private static final int INITIAL = 512;

	private static final int KEPT = 64 * 1024;

	private static final int LONGEST_ESCAPE = 6;

	/** Up to this length letter by letter is quicker. */
	private static final int SHORT = 32;

	private static final byte[] HEX = { '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e',
			'f' };

	private static final byte[] NONE = {};

	/** The array of the last long document, for the next one. */
	private static final FastThreadLocal<byte[]> SPARE = new FastThreadLocal<>();

	private byte[] bytes = new byte[INITIAL];

	private int length;

	private boolean comma;

	/**
	 * Forgets what was written.
	 * @return this
	 */
	public JsonWriter reset() {
		if (this.bytes.length > KEPT) {
			this.bytes = new byte[INITIAL];
		}
		this.length = 0;
		this.comma = false;
		return this;
	}

	/**
	 * Begins an object, as an element or behind a name.
	 * @return this
	 */
	public JsonWriter object() {
		separate();
		put('{');
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
		put('}');
		this.comma = true;
		return this;
	}

	/**
	 * Begins a list, as an element or behind a name.
	 * @return this
	 */
	public JsonWriter array() {
		separate();
		put('[');
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
		put(']');
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
		quote(name);
		put(':');
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
		quote(value);
		this.comma = true;
		return this;
	}

	/**
	 * Writes a whole number.
	 * @param value the number
	 * @return this
	 */
	public JsonWriter value(long value) {
		return token(Long.toString(value));
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
		utf8(value.text());
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
		put('"');
		copy(value.document(), value.from(), value.length());
		put('"');
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
		ascii(text);
		this.comma = false;
		return this;
	}

	/**
	 * Writes bytes that were prepared before, as framing.
	 * @param prepared whole or part of an event
	 * @return this
	 */
	public JsonWriter frame(byte[] prepared) {
		copy(prepared, 0, prepared.length);
		this.comma = false;
		return this;
	}

	/**
	 * How many bytes stand.
	 * @return 0 after a reset
	 */
	public int length() {
		return this.length;
	}

	/**
	 * Ends a document, after which this may be used for another.
	 * @return what was written, in UTF-8
	 */
	public byte[] toBytes() {
		byte[] written = Arrays.copyOf(this.bytes, this.length);
		if (this.bytes.length > INITIAL && this.bytes.length <= KEPT) {
			SPARE.set(this.bytes);
			this.bytes = NONE;
		}
		reset();
		return written;
	}

	/**
	 * Appends what was written to a buffer, and forgets it.
	 * @param out where to
	 */
	public void drainTo(ByteBuf out) {
		out.writeBytes(this.bytes, 0, this.length);
		reset();
	}

	private JsonWriter token(String token) {
		separate();
		ascii(token);
		this.comma = true;
		return this;
	}

	private void separate() {
		if (this.comma) {
			put(',');
		}
	}

	private void ascii(String text) {
		int size = text.length();
		ensure(size);
		for (int i = 0; i < size; i++) {
			this.bytes[this.length + i] = (byte) text.charAt(i);
		}
		this.length += size;
	}

	private void quote(String text) {
		put('"');
		int size = text.length();
		byte @Nullable [] utf8 = (size > SHORT) ? encoded(text) : null;
		if (utf8 != null) {
			escaped(utf8);
		}
		else {
			letters(text, size);
		}
		put('"');
	}

	private void letters(String text, int size) {
		ensure(size);
		int at = 0;
		// Most short text is plain ASCII: copied until the first other character.
		while (at < size && plain(text.charAt(at))) {
			this.bytes[this.length++] = (byte) text.charAt(at++);
		}
		while (at < size) {
			at = escaped(text, at, size);
		}
	}

	// Null for a text with half a character, for which UTF-8 has no bytes.
	private static byte @Nullable [] encoded(String text) {
		byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
		return text.equals(new String(utf8, StandardCharsets.UTF_8)) ? utf8 : null;
	}

	private void escaped(byte[] utf8) {
		int end = utf8.length;
		for (int at = 0; at < end; at++) {
			ensure(end - at + LONGEST_ESCAPE);
			int run = TextRuns.copy(utf8, at, end, this.bytes, this.length);
			this.length += run;
			at += run;
			if (at < end) {
				escape((char) utf8[at]);
			}
		}
	}

	private void escape(char c) {
		if (c == '"' || c == '\\') {
			this.bytes[this.length++] = '\\';
			this.bytes[this.length++] = (byte) c;
		}
		else {
			control(c);
		}
	}

	private static boolean plain(char c) {
		return c >= ' ' && c < 0x7F && c != '"' && c != '\\';
	}

	private int escaped(String text, int at, int size) {
		char c = text.charAt(at);
		ensure(LONGEST_ESCAPE);
		if (plain(c)) {
			this.bytes[this.length++] = (byte) c;
		}
		else if (c < 0x7F) {
			escape(c);
		}
		else {
			return unicode(text, at, size);
		}
		return at + 1;
	}

	private void control(char c) {
		int at = "\b\t\n\f\r".indexOf(c);
		if (at < 0) {
			hex(c);
			return;
		}
		this.bytes[this.length++] = '\\';
		this.bytes[this.length++] = (byte) "btnfr".charAt(at);
	}

	private void hex(char c) {
		this.bytes[this.length++] = '\\';
		this.bytes[this.length++] = 'u';
		for (int shift = 12; shift >= 0; shift -= 4) {
			this.bytes[this.length++] = HEX[(c >> shift) & 0xF];
		}
	}

	private int unicode(String text, int at, int size) {
		char c = text.charAt(at);
		if (!Character.isSurrogate(c)) {
			character(c);
			return at + 1;
		}
		if (Character.isHighSurrogate(c) && at + 1 < size && Character.isLowSurrogate(text.charAt(at + 1))) {
			character(Character.toCodePoint(c, text.charAt(at + 1)));
			return at + 2;
		}
		hex(c);
		return at + 1;
	}

	private void utf8(String text) {
		byte @Nullable [] utf8 = encoded(text);
		if (utf8 != null) {
			copy(utf8, 0, utf8.length);
			return;
		}
		int size = text.length();
		for (int at = 0; at < size; at++) {
			ensure(LONGEST_ESCAPE);
			char c = text.charAt(at);
			if (c < 0x80) {
				this.bytes[this.length++] = (byte) c;
			}
			else {
				at = unicode(text, at, size) - 1;
			}
		}
	}

	private void character(int code) {
		if (code < 0x80) {
			this.bytes[this.length++] = (byte) code;
			return;
		}
		int more = (code < 0x800) ? 1 : (code < 0x10000) ? 2 : 3;
		int lead = (more == 1) ? 0xC0 : (more == 2) ? 0xE0 : 0xF0;
		this.bytes[this.length++] = (byte) (lead | (code >> (6 * more)));
		for (int shift = 6 * (more - 1); shift >= 0; shift -= 6) {
			this.bytes[this.length++] = (byte) (0x80 | ((code >> shift) & 0x3F));
		}
	}

	private void put(char c) {
		ensure(1);
		this.bytes[this.length++] = (byte) c;
	}

	private void copy(byte[] from, int at, int size) {
		ensure(size);
		System.arraycopy(from, at, this.bytes, this.length, size);
		this.length += size;
	}

	private void grow(int needed) {
		byte[] spare = SPARE.get();
		if (spare != null && spare.length >= needed) {
			SPARE.remove();
			System.arraycopy(this.bytes, 0, spare, 0, this.length);
			this.bytes = spare;
		}
		else {
			this.bytes = Arrays.copyOf(this.bytes, Math.max(this.bytes.length * 2, needed + INITIAL));
		}
	}

	private void ensure(int more) {
		if (this.bytes.length - this.length < more) {
			grow(this.length + more);
		}
	}

}
