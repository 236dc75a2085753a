package dev.sluice.ledger.journal;

import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;

/**
 * A file of the journal's folder, mapped.
 *
 * @param path where it is
 * @param mapped its whole contents
 * @param disk where it lies
 */
record SegmentFile(Path path, MappedByteBuffer mapped, JournalFolder.Disk disk) {

	/** Whether nothing that was written into it is needed. */
	boolean blank() {
		return SegmentHeader.erased(this.mapped)
				|| this.mapped.mismatch(ByteBuffer.allocate(this.mapped.capacity())) < 0;
	}

	/** Brings some bytes onto the disk. */
	void force(int from, int length) {
		this.disk.force(this.mapped, from, length);
	}

	/**
	 * Makes the file a segment that can be appended to.
	 * @param header its new header
	 * @return the segment
	 */
	Segment begin(SegmentHeader header) {
		header.write(this.mapped);
		return new Segment(this, header);
	}

}
