package dev.sluice.ledger.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file of the journal's folder, mapped.
 *
 * @param path where it is
 * @param mapped its whole contents
 * @param copy what of it is safe from a loss of power
 */
record SegmentFile(Path path, MappedByteBuffer mapped, DiskCopy copy) {

	private static final int CHUNK = 64 * 1024;

	/** Whether nothing that was written into it is needed. */
	boolean blank() {
		return SegmentHeader.erased(this.mapped)
				|| this.mapped.mismatch(ByteBuffer.allocate(this.mapped.capacity())) < 0;
	}

	/**
	 * Brings some bytes onto the disk.
	 * @throws UncheckedIOException when the disk does not take them, or a next process
	 * would not find them
	 */
	void force(int from, int until) {
		// A deleted file takes everything, and goes with the process.
		if (Files.notExists(this.path) || Files.notExists(this.copy.path())) {
			throw new UncheckedIOException(new NoSuchFileException(this.path.toString(), null,
					"deleted while in use, or its copy was: restart the gateway, which makes new ones"));
		}
		this.copy.bring(this.mapped, from, until);
	}

	/** Makes it blank. Until its records are gone, it is no segment. */
	void erase() throws IOException {
		this.copy.erase();
		SegmentHeader.erase(this.mapped);
		zero();
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

	private void zero() {
		byte[] zeros = new byte[CHUNK];
		for (int at = SegmentHeader.BYTES; at < this.mapped.capacity(); at += CHUNK) {
			this.mapped.put(at, zeros, 0, Math.min(CHUNK, this.mapped.capacity() - at));
		}
	}

}
