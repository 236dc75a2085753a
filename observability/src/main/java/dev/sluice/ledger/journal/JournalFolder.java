package dev.sluice.ledger.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The journal's files. A file's blocks are really written before it is mapped, so that a
 * full disk shows here and not as a fault of a thread that appends.
 */
final class JournalFolder {

	private static final String SUFFIX = ".segment";

	private static final int CHUNK = 64 * 1024;

	private final Path folder;

	private final int segmentSize;

	private final Disk disk;

	private int made;

	JournalFolder(Path folder, int segmentSize, Disk disk) {
		this.folder = folder;
		this.segmentSize = segmentSize;
		this.disk = disk;
	}

	/** Maps all files that are there. */
	List<SegmentFile> open() throws IOException {
		List<SegmentFile> files = new ArrayList<>();
		try (Stream<Path> found = Files.list(this.folder)) {
			for (Path path : found.filter((file) -> file.toString().endsWith(SUFFIX)).sorted().toList()) {
				if (Files.size(path) < SegmentHeader.BYTES) {
					Files.delete(path); // a crash while it was being made
					continue;
				}
				files.add(map(path));
			}
		}
		return files;
	}

	/** Makes a blank file. */
	SegmentFile create() throws IOException {
		Path draft = this.folder.resolve("new" + SUFFIX + ".tmp");
		try {
			fill(draft, 0, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
			return map(Files.move(draft, unusedName(), StandardCopyOption.ATOMIC_MOVE));
		}
		finally {
			Files.deleteIfExists(draft);
		}
	}

	/** Makes a file blank that is no longer needed. */
	SegmentFile recycle(SegmentFile old) throws IOException {
		if (old.mapped().capacity() != this.segmentSize) {
			Files.delete(old.path());
			return create();
		}
		SegmentHeader.erase(old.mapped());
		old.force(0, SegmentHeader.BYTES);
		fill(old.path(), SegmentHeader.BYTES); // which stays erased
		return old;
	}

	/** Keeps a copy of a damaged file, for whoever looks into it. */
	Path keepCopy(Segment segment) throws IOException {
		Path copy = this.folder.resolve("damaged-" + segment.number());
		return Files.exists(copy) ? copy : Files.copy(segment.file().path(), copy);
	}

	/** Moves a file out of the way that cannot be read at all. */
	Path setAside(Path file) throws IOException {
		return Files.move(file, this.folder.resolve("damaged-" + file.getFileName() + "-" + UUID.randomUUID()));
	}

	private void fill(Path path, int from, StandardOpenOption... more) throws IOException {
		List<StandardOpenOption> options = new ArrayList<>(List.of(more));
		options.add(StandardOpenOption.WRITE);
		try (FileChannel channel = FileChannel.open(path, options.toArray(StandardOpenOption[]::new))) {
			ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
			for (int at = from; at < this.segmentSize; at += CHUNK) {
				this.disk.write(channel, zeros.clear().limit(Math.min(CHUNK, this.segmentSize - at)), at);
			}
			channel.force(true);
		}
	}

	private Path unusedName() {
		while (true) {
			Path path = this.folder.resolve("%04d%s".formatted(this.made++, SUFFIX));
			if (!Files.exists(path)) {
				return path;
			}
		}
	}

	private SegmentFile map(Path path) throws IOException {
		try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
			return new SegmentFile(path, channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size()), this.disk);
		}
	}

	/** How blocks get onto the disk; a test puts a full one in its place. */
	@FunctionalInterface
	interface Disk {

		/** The real one. */
		Disk REAL = (channel, bytes, position) -> {
			long at = position;
			while (bytes.hasRemaining()) {
				at += channel.write(bytes, at);
			}
		};

		/**
		 * Writes all bytes.
		 * @param channel the file
		 * @param bytes what to write
		 * @param position where
		 * @throws IOException when the disk takes no more
		 */
		void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException;

		/**
		 * Brings what was written in memory onto the disk.
		 * @param mapped the file
		 * @param from its first byte
		 * @param length how many
		 * @throws java.io.UncheckedIOException when the disk does not take them
		 */
		default void force(MappedByteBuffer mapped, int from, int length) {
			mapped.force(from, length);
		}

	}

}
