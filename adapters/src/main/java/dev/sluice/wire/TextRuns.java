package dev.sluice.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Runs over the text of a JSON string, eight bytes at a step, to the next byte that means
 * something: a quote, a backslash or a control character.
 */
public final class TextRuns {

	private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final long ONES = 0x0101010101010101L;

	private static final long HIGH_BITS = 0x8080808080808080L;

	private TextRuns() {
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
		// Two words at a step keep both busy while neither has anything special.
		for (; at + 2 * Long.BYTES <= end; at += 2 * Long.BYTES) {
			long first = specials((long) WORDS.get(bytes, at));
			long second = specials((long) WORDS.get(bytes, at + Long.BYTES));
			if ((first | second) != 0) {
				return (first != 0) ? place(at, first) : place(at + Long.BYTES, second);
			}
		}
		for (; at + Long.BYTES <= end; at += Long.BYTES) {
			long found = specials((long) WORDS.get(bytes, at));
			if (found != 0) {
				return place(at, found);
			}
		}
		while (at < end && !special(bytes[at])) {
			at++;
		}
		return at;
	}

	/**
	 * Copies plain text up to the next byte that is none.
	 * @param bytes the text
	 * @param from where to begin
	 * @param end where the text ends at the latest
	 * @param to where to, with room for all that may come
	 * @param at its first place
	 * @return how many bytes were copied
	 */
	public static int copy(byte[] bytes, int from, int end, byte[] to, int at) {
		int done = 0;
		for (int left = end - from; done + Long.BYTES <= left; done += Long.BYTES) {
			long word = (long) WORDS.get(bytes, from + done);
			WORDS.set(to, at + done, word);
			long found = specials(word);
			if (found != 0) {
				return done + (Long.numberOfTrailingZeros(found) >>> 3);
			}
		}
		for (; from + done < end && !special(bytes[from + done]); done++) {
			to[at + done] = bytes[from + done];
		}
		return done;
	}

	/**
	 * Finds the end of a line.
	 * @param bytes the text
	 * @param from where to begin
	 * @param end where the text ends
	 * @return the place of the next LF or CR, or the end
	 */
	public static int toLineEnd(byte[] bytes, int from, int end) {
		int at = from;
		for (; at + Long.BYTES <= end; at += Long.BYTES) {
			long word = (long) WORDS.get(bytes, at);
			long found = (marks(word, '\n') | marks(word, '\r')) & ~word & HIGH_BITS;
			if (found != 0) {
				return place(at, found);
			}
		}
		while (at < end && bytes[at] != '\n' && bytes[at] != '\r') {
			at++;
		}
		return at;
	}

	private static int place(int word, long specials) {
		return word + (Long.numberOfTrailingZeros(specials) >>> 3);
	}

	// The high bit of each special byte. Flipping bit 1 puts the quote right above the
	// control characters, so that one subtraction finds both. A borrow may mark a byte
	// above a special one too, never below: the lowest mark is right.
	private static long specials(long word) {
		long controlOrQuote = (word ^ ONES * 0x02) - ONES * 0x21;
		return (controlOrQuote | marks(word, '\\')) & ~word & HIGH_BITS;
	}

	private static long marks(long word, int letter) {
		return (word ^ ONES * letter) - ONES;
	}

	private static boolean special(byte letter) {
		return letter == '"' || letter == '\\' || (letter >= 0 && letter < 0x20);
	}

}
