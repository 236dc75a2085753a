package dev.sluice.ledger.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of a segment say.
 *
 * @param number one more than the segment before
 * @param run the number of the first segment of the process that writes it
 * @param salt a secret of the segment, so that no text within a record can pass for a
 * record
 */
record SegmentHeader(long number, long run, long salt) {

	/** The size on the disk. */
	static final int BYTES = 64;

	private static final long MAGIC = 0x31_4C_41_4E_52_55_4F_4AL; // JOURNAL1

	private static final long ERASED = 0x30_4C_41_4E_52_55_4F_4AL; // JOURNAL0

	private static final int COVERED = 40;

	private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	/** Makes a segment blank, by one write. */
	static void erase(ByteBuffer segment) {
		LONGS.setRelease(segment, 0, ERASED);
	}

	/** Makes a segment exist, by the last of several writes. */
	void write(ByteBuffer segment) {
		erase(segment);
		byte[] bytes = bytes();
		segment.put(8, bytes, 8, BYTES - 8);
		LONGS.setRelease(segment, 0, MAGIC);
	}

	static boolean erased(ByteBuffer segment) {
		return (long) LONGS.getAcquire(segment, 0) == ERASED;
	}

	static @Nullable SegmentHeader read(ByteBuffer segment) {
		byte[] bytes = new byte[BYTES];
		segment.get(0, bytes);
		ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		SegmentHeader read = new SegmentHeader(header.getLong(16), header.getLong(24), header.getLong(32));
		return Arrays.equals(bytes, read.bytes()) ? read : null;
	}

	private byte[] bytes() {
		ByteBuffer header = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
		header.putLong(MAGIC).putLong(Segment.VERSION).putLong(this.number).putLong(this.run).putLong(this.salt);
		CRC32C checksum = new CRC32C();
		checksum.update(header.array(), 0, COVERED);
		return header.putInt((int) checksum.getValue()).array();
	}

}
