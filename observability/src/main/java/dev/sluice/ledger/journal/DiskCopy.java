package dev.sluice.ledger.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A second file with what a mapped one holds, written and brought onto the disk every few
 * milliseconds. Were the mapped file itself forced, each of its pages would be protected
 * from writing each time, which interrupts all processors, and be faulted in again by who
 * appends. Used by one thread at a time.
 */
final class DiskCopy {

	private static final ByteBuffer ERASED = erased();

	private final Path path;

	private final JournalFolder.Disk disk;

	private @Nullable FileChannel channel;

	DiskCopy(Path path, JournalFolder.Disk disk) {
		this.path = path;
		this.disk = disk;
	}

	Path path() {
		return this.path;
	}

	/** Whether it is there, and a copy of something. */
	boolean isUsed() throws IOException {
		return Files.exists(this.path) && Files.size(this.path) >= SegmentHeader.BYTES
				&& SegmentHeader.read(map()) != null;
	}

	/**
	 * Brings a part of the mapped file onto the disk.
	 * @throws UncheckedIOException when the disk does not take it
	 */
	void bring(MappedByteBuffer mapped, int from, int until) {
		try {
			this.disk.bring(channel(), mapped, from, until);
		}
		catch (IOException ex) {
			close();
			throw new UncheckedIOException(ex);
		}
	}

	/** Makes it the copy of nothing. */
	void erase() throws IOException {
		this.disk.bring(channel(), ERASED.duplicate(), 0, SegmentHeader.BYTES);
	}

	/**
	 * Gives a mapped file what it has lost: its header and all records that it does not
	 * have itself. Nothing, when it is the copy of something older than the file holds.
	 */
	void restore(SegmentFile file) throws IOException {
		if (!isUsed() || Files.size(this.path) != file.mapped().capacity()) {
			return;
		}
		MappedByteBuffer saved = map();
		SegmentHeader header = Objects.requireNonNull(SegmentHeader.read(saved));
		SegmentHeader there = SegmentHeader.read(file.mapped());
		if (there != null && there.number() > header.number()) {
			return;
		}
		boolean same = header.equals(there);
		if (!same) {
			header.write(file.mapped());
		}
		new Segment(file, header).restore(new Segment(new SegmentFile(this.path, saved, this), header), !same);
	}

	/** Lets go of the file; it is opened again when it is needed. */
	void close() {
		FileChannel open = this.channel;
		this.channel = null;
		if (open != null) {
			try {
				open.close();
			}
			catch (IOException ex) {
				// All that counts was forced before.
			}
		}
	}

	private MappedByteBuffer map() throws IOException {
		try (FileChannel whole = FileChannel.open(this.path, StandardOpenOption.READ)) {
			return whole.map(FileChannel.MapMode.READ_ONLY, 0, whole.size());
		}
	}

	private FileChannel channel() throws IOException {
		FileChannel open = this.channel;
		if (open == null) {
			open = FileChannel.open(this.path, StandardOpenOption.WRITE);
			this.channel = open;
		}
		return open;
	}

	private static ByteBuffer erased() {
		ByteBuffer header = ByteBuffer.allocate(SegmentHeader.BYTES);
		SegmentHeader.erase(header);
		return header.asReadOnlyBuffer();
	}

}
