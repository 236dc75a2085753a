package dev.sluice.wire;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * The inside of a JSON string in UTF-8: where it ends, and what it means. What is rare or
 * wrong is left to Jackson to judge.
 */
final class EscapedText {

	private static final int SHORT = 2;

	private static final int UNICODE = 6;

	private static final char NO_CHARACTER = '\uFFFD';

	private EscapedText() {
	}

	/**
	 * Finds its end.
	 * @param bytes where it stands
	 * @param special the first byte that is not plain text
	 * @param limit where the input ends
	 * @return the place of the closing quote, or of whatever else must not stand there
	 */
	static int end(byte[] bytes, int special, int limit) {
		int at = special;
		for (int escape = escape(bytes, at, limit); escape > 0; escape = escape(bytes, at, limit)) {
			at = TextRuns.toSpecial(bytes, at + escape, limit);
		}
		return at;
	}

	// The length of the escape that begins here; 0 when none does, or a wrong one.
	private static int escape(byte[] bytes, int at, int limit) {
		if (at + 1 >= limit || bytes[at] != '\\') {
			return 0;
		}
		return switch (bytes[at + 1]) {
			case 'n', '"', '\\', 't', 'r', '/', 'b', 'f' -> SHORT;
			case 'u' -> (at + UNICODE <= limit && code(bytes, at) >= 0) ? UNICODE : 0;
			default -> 0;
		};
	}

	private static int code(byte[] bytes, int escape) {
		int code = 0;
		for (int i = escape + SHORT; i < escape + UNICODE; i++) {
			int digit = Character.digit(bytes[i], 16);
			if (digit < 0) {
				return -1;
			}
			code = code * 16 + digit;
		}
		return code;
	}

	/**
	 * What it means.
	 * @param bytes where it stands
	 * @param from its first byte
	 * @param special the first byte that is not plain text
	 * @param end what {@link #end} found
	 * @return the text, or null for one that is no UTF-8 or has characters escaped that
	 * are not ASCII
	 */
	static @Nullable String read(byte[] bytes, int from, int special, int end) {
		String text = (special == end) ? new String(bytes, from, end - from, StandardCharsets.UTF_8)
				: resolved(bytes, from, end);
		return (text != null && text.indexOf(NO_CHARACTER) < 0) ? text : null;
	}

	private static @Nullable String resolved(byte[] bytes, int from, int end) {
		byte[] plain = new byte[end - from];
		int at = from;
		int length = 0;
		while (true) {
			int run = TextRuns.copy(bytes, at, end, plain, length);
			at += run;
			length += run;
			if (at == end) {
				return new String(plain, 0, length, StandardCharsets.UTF_8);
			}
			int letter = letter(bytes, at);
			if (letter > Byte.MAX_VALUE) {
				return null;
			}
			plain[length++] = (byte) letter;
			at += (bytes[at + 1] == 'u') ? UNICODE : SHORT;
		}
	}

	private static int letter(byte[] bytes, int escape) {
		byte kind = bytes[escape + 1];
		return switch (kind) {
			case 'n' -> '\n';
			case 't' -> '\t';
			case 'r' -> '\r';
			case 'b' -> '\b';
			case 'f' -> '\f';
			case 'u' -> code(bytes, escape);
			default -> kind;
		};
	}

}
