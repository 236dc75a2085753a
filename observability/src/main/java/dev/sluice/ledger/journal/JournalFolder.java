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
 * The journal's files: each is mapped and has a copy that is safe from a loss of power.
 * Both are written whole before the first is mapped, so that a full disk shows here and
 * not as a fault of a thread that appends.
 */
final class JournalFolder {

	private static final String SUFFIX = ".segment";

	private static final String COPY = ".copy";

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

	/** Maps all files that are there, with what was lost of them. */
	List<SegmentFile> open() throws IOException {
		List<SegmentFile> files = new ArrayList<>();
		for (Path path : names()) {
			DiskCopy copy = copyOf(path);
			// A crash while it was being made, or the name was lost with the power.
			if (!Files.exists(path) || Files.size(path) < SegmentHeader.BYTES) {
				if (!copy.isUsed()) {
					delete(path);
					continue;
				}
				fill(path, Files.size(copy.path()));
			}
			SegmentFile file = map(path);
			copy.restore(file);
			files.add(file);
		}
		return files;
	}

	private List<Path> names() throws IOException {
		try (Stream<Path> found = Files.list(this.folder)) {
			return found.map(Path::toString)
				.filter((name) -> name.endsWith(SUFFIX) || name.endsWith(SUFFIX + COPY))
				.map((name) -> name.endsWith(COPY) ? name.substring(0, name.length() - COPY.length()) : name)
				.sorted()
				.distinct()
				.map(Path::of)
				.toList();
		}
	}

	/** Makes a blank file. */
	SegmentFile create() throws IOException {
		Path draft = this.folder.resolve("new" + SUFFIX + ".tmp");
		Path path = unusedName();
		boolean done = false;
		try {
			fill(draft, this.segmentSize);
			fill(copyOf(path).path(), this.segmentSize);
			SegmentFile file = map(Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE));
			done = true;
			return file;
		}
		finally {
			Files.deleteIfExists(draft);
			if (!done) {
				delete(path);
			}
		}
	}

	/** Makes a file blank that is no longer needed, or another in its place. */
	SegmentFile recycle(SegmentFile old) throws IOException {
		if (old.mapped().capacity() != this.segmentSize || !Files.exists(old.path())) {
			delete(old.path());
			return create();
		}
		if (!Files.exists(old.copy().path())) {
			fill(old.copy().path(), this.segmentSize);
		}
		old.erase();
		return old;
	}

	/** Keeps a copy of a damaged file, for whoever looks into it. */
	Path keepCopy(Segment segment) throws IOException {
		Path copy = this.folder.resolve("damaged-" + segment.number());
		return Files.exists(copy) ? copy : Files.copy(segment.file().path(), copy);
	}

	/** Moves a file out of the way that cannot be read at all, with its copy. */
	Path setAside(SegmentFile file) throws IOException {
		Path aside = this.folder.resolve("damaged-" + file.path().getFileName() + "-" + UUID.randomUUID());
		Path copy = file.copy().path();
		if (Files.exists(copy)) {
			Files.move(copy, aside.resolveSibling(aside.getFileName() + COPY));
		}
		return Files.move(file.path(), aside);
	}

	private void delete(Path path) throws IOException {
		Files.deleteIfExists(path);
		Files.deleteIfExists(copyOf(path).path());
	}

	// Not forced, since calls may be waiting for the room: the system has set the blocks
	// aside, and where it has not, the first force of the copy says so.
	private void fill(Path path, long size) throws IOException {
		try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE,
				StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
			ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
			for (long at = 0; at < size; at += CHUNK) {
				this.disk.write(channel, zeros.clear().limit((int) Math.min(CHUNK, size - at)), at);
			}
		}
	}

	private Path unusedName() {
		while (true) {
			Path path = this.folder.resolve("%04d%s".formatted(this.made++, SUFFIX));
			if (!Files.exists(path) && !Files.exists(copyOf(path).path())) {
				return path;
			}
		}
	}

	private SegmentFile map(Path path) throws IOException {
		try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
			return new SegmentFile(path, channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size()), copyOf(path));
		}
	}

	private DiskCopy copyOf(Path path) {
		return new DiskCopy(path.resolveSibling(path.getFileName() + COPY), this.disk);
	}

	/** How blocks get onto the disk; a test puts a full one in its place. */
	@FunctionalInterface
	interface Disk {

		/** What a disk or a file system writes at once, or a divisor of it. */
		int BLOCK = 4_096;

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
		 * Brings a part of a mapped file onto the disk, in whole blocks: of a part of one
		 * the rest would have to be read.
		 * @param copy the file to write
		 * @param mapped the bytes
		 * @param from its first byte
		 * @param until behind its last
		 * @throws IOException when the disk does not take them
		 */
		default void bring(FileChannel copy, ByteBuffer mapped, int from, int until) throws IOException {
			int first = from & -BLOCK;
			int last = Math.min(mapped.capacity(), (until + BLOCK - 1) & -BLOCK);
			write(copy, mapped.slice(first, last - first), first);
			copy.force(false);
		}

	}

}
