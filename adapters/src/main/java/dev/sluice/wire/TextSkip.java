package dev.sluice.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Runs over the text of a JSON string, eight bytes at a step, to the next byte that means
 * something: a quote, a backslash or a control character.
 */
final class TextSkip {

	private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final long ONES = 0x0101010101010101L;

	private static final long HIGH_BITS = 0x8080808080808080L;

	private TextSkip() {
	}

	/**
	 * Finds the next byte that is not plain text.
	 * @param bytes the text
	 * @param from where to begin
	 * @param end where the text ends at the latest
	 * @return the byte's position, or the end
	 */
	static int toSpecial(byte[] bytes, int from, int end) {
		int at = from;
		for (; at + Long.BYTES <= end; at += Long.BYTES) {
			long found = specials((long) WORDS.get(bytes, at));
			if (found != 0) {
				return at + (Long.numberOfTrailingZeros(found) >>> 3);
			}
		}
		while (at < end && !special(bytes[at])) {
			at++;
		}
		return at;
	}

	// The high bit of each special byte. A borrow may mark a byte above a special one
	// too, never below: the lowest mark is right.
	private static long specials(long word) {
		long control = (word - ONES * 0x20) & ~word;
		return (control | zeros(word ^ ONES * '"') | zeros(word ^ ONES * '\\')) & HIGH_BITS;
	}

	private static long zeros(long word) {
		return (word - ONES) & ~word;
	}

	private static boolean special(byte letter) {
		return letter == '"' || letter == '\\' || (letter >= 0 && letter < 0x20);
	}

}
