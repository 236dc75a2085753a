package dev.sluice.wire.multipart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

import dev.sluice.call.CallBody;
import dev.sluice.wire.JoinedBody;

/**
 * Where the bytes of one body pile up: in memory, and beyond a threshold in a file. The
 * file is written by one scheduled task at a time; only discarding may come in between,
 * hence the lock.
 */
final class Spool {

	private final Path directory;

	private final int threshold;

	private ByteArrayOutputStream memory = new ByteArrayOutputStream(4096);

	private @Nullable Path file;

	// Unlike a channel it does not mind when a cancellation interrupts its thread.
	private @Nullable RandomAccessFile out;

	private boolean discarded;

	private long length;

	Spool(Path directory, int threshold) {
		this.directory = directory;
		this.threshold = threshold;
	}

	/**
	 * Whether more bytes would not fit into memory.
	 */
	boolean overflows(int more) {
		return this.length + more > this.threshold;
	}

	void keep(byte[] bytes) {
		this.memory.writeBytes(bytes);
		this.length += bytes.length;
	}

	/**
	 * Writes to the file. Blocks.
	 */
	synchronized void write(byte[] bytes) throws IOException {
		if (this.discarded) {
			return;
		}
		open().write(bytes);
		this.length += bytes.length;
	}

	private RandomAccessFile open() throws IOException {
		if (this.out != null) {
			return this.out;
		}
		this.file = Files.createTempFile(Files.createDirectories(this.directory), "body-", ".tmp", ownerOnly());
		RandomAccessFile opened = new RandomAccessFile(this.file.toFile(), "rw");
		this.out = opened;
		opened.write(this.memory.toByteArray());
		this.memory = new ByteArrayOutputStream(0);
		return opened;
	}

	private FileAttribute<?>[] ownerOnly() {
		boolean posix = this.directory.getFileSystem().supportedFileAttributeViews().contains("posix");
		return posix
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
				: new FileAttribute<?>[0];
	}

	/**
	 * Hands over what was collected. Called once, after the last byte.
	 */
	synchronized CallBody body(Scheduler scheduler) throws IOException {
		if (this.file == null || this.out == null) {
			byte[] bytes = this.memory.toByteArray();
			return new JoinedBody(bytes, bytes.length);
		}
		this.out.close();
		return new SpooledBody(this.file, this.length, scheduler);
	}

	/**
	 * Deletes the file. Blocks.
	 */
	synchronized void discard() {
		this.discarded = true;
		this.memory = new ByteArrayOutputStream(0);
		if (this.file != null) {
			closeQuietly(this.out);
			SpooledBody.delete(this.file);
		}
	}

	synchronized boolean hasFile() {
		return this.file != null;
	}

	private static void closeQuietly(@Nullable RandomAccessFile file) {
		try {
			if (file != null) {
				file.close();
			}
		}
		catch (IOException ex) {
			// The file is deleted next, which is all that matters.
		}
	}

}
