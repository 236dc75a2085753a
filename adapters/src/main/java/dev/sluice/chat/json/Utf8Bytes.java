package dev.sluice.chat.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

import dev.sluice.wire.TextRuns;

/**
 * A growing array of UTF-8 bytes that is used again and again. A surrogate without its
 * other half is written as an escape, so that no text can fail a stream.
 */
final class Utf8Bytes {

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

	void reset() {
		if (this.bytes.length > KEPT) {
			this.bytes = new byte[INITIAL];
		}
		this.length = 0;
	}

	int length() {
		return this.length;
	}

	/** Gives what was written away, and forgets it. */
	byte[] take() {
		byte[] written = Arrays.copyOf(this.bytes, this.length);
		if (this.bytes.length > INITIAL && this.bytes.length <= KEPT) {
			SPARE.set(this.bytes);
			this.bytes = NONE;
		}
		reset();
		return written;
	}

	void writeTo(ByteBuf out) {
		out.writeBytes(this.bytes, 0, this.length);
	}

	void ascii(String text) {
		int size = text.length();
		ensure(size);
		for (int i = 0; i < size; i++) {
			this.bytes[this.length + i] = (byte) text.charAt(i);
		}
		this.length += size;
	}

	void number(long number) {
		// Most are indices.
		if (number >= 0 && number <= 9) {
			put((char) ('0' + number));
		}
		else {
			ascii(Long.toString(number));
		}
	}

	void quote(String text) {
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

	void utf8(String text) {
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

	void put(char c) {
		ensure(1);
		this.bytes[this.length++] = (byte) c;
	}

	void copy(byte[] from, int at, int size) {
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
