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

	static long getLong(byte[] bytes, int index) {
		return (long) LONGS.get(bytes, index);
	}

}
