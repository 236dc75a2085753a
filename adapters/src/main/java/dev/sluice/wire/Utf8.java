package dev.sluice.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Strict UTF-8: overlong forms, surrogates and cut sequences are not text. */
final class Utf8 {

	private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private static final long HIGH_BITS = 0x8080808080808080L;

	private Utf8() {
	}

	/**
	 * Finds the first byte that does not belong to well-formed text.
	 * @param bytes where it stands
	 * @param from its first byte
	 * @param end its end
	 * @return the byte's position, or -1 when all is well
	 */
	static int firstInvalid(byte[] bytes, int from, int end) {
		int at = from;
		while (at < end) {
			at = skipAscii(bytes, at, end);
			if (at < end) {
				int size = sequence(bytes, at, end);
				if (size == 0) {
					return at;
				}
				at += size;
			}
		}
		return -1;
	}

	private static int skipAscii(byte[] bytes, int from, int end) {
		int at = from;
		while (at + Long.BYTES <= end && ((long) WORDS.get(bytes, at) & HIGH_BITS) == 0) {
			at += Long.BYTES;
		}
		while (at < end && bytes[at] >= 0) {
			at++;
		}
		return at;
	}

	private static int sequence(byte[] bytes, int at, int end) {
		int lead = bytes[at] & 0xFF;
		int size = (lead < 0xE0) ? 2 : (lead < 0xF0) ? 3 : 4;
		if (lead < 0xC2 || lead > 0xF4 || at + size > end || !second(lead, bytes[at + 1] & 0xFF)) {
			return 0;
		}
		for (int i = 2; i < size; i++) {
			if ((bytes[at + i] & 0xC0) != 0x80) {
				return 0;
			}
		}
		return size;
	}

	private static boolean second(int lead, int next) {
		int lowest = (lead == 0xE0) ? 0xA0 : (lead == 0xF0) ? 0x90 : 0x80;
		int highest = (lead == 0xED) ? 0x9F : (lead == 0xF4) ? 0x8F : 0xBF;
		return next >= lowest && next <= highest;
	}

}
