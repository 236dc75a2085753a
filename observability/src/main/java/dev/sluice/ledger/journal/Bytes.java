package dev.sluice.ledger.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Whole numbers in arrays of bytes, little end first. */
final class Bytes {

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private Bytes() {
	}

	static void putLong(byte[] bytes, int index, long value) {
		LONGS.set(bytes, index, value);
	}

	/**
	 * Puts a number in 1 to 10 bytes of seven bits each, the first bit of all but the
	 * last set. A loop over the bytes would end elsewhere for every number, which
	 * processors guess wrongly; up to eight bytes are made at once.
	 * @param bytes has room for ten more bytes
	 * @param number is taken as unsigned
	 * @return the index behind it
	 */
	static int putNumber(byte[] bytes, int index, long number) {
		int length = (Long.SIZE + 6 - Long.numberOfLeadingZeros(number | 1)) / 7;
		if (length > Long.BYTES) {
			return putLongNumber(bytes, index, number);
		}
		long wide = (number & 0xFFF_FFFFL) | ((number & ~0xFFF_FFFFL) << 4);
		wide = (wide & 0x3FFF_0000_3FFFL) | ((wide & ~0x3FFF_0000_3FFFL) << 2);
		wide = (wide & 0x7F_007F_007F_007FL) | ((wide & ~0x7F_007F_007F_007FL) << 1);
		long more = 0x80_8080_8080_8080L & ((1L << (8 * (length - 1))) - 1);
		putLong(bytes, index, wide | more);
		return index + length;
	}

	private static int putLongNumber(byte[] bytes, int index, long number) {
		int at = index;
		long left = number;
		while ((left & ~0x7FL) != 0) {
			bytes[at++] = (byte) (left | 0x80);
			left >>>= 7;
		}
		bytes[at++] = (byte) left;
		return at;
	}

	static long getLong(byte[] bytes, int index) {
		return (long) LONGS.get(bytes, index);
	}

}
