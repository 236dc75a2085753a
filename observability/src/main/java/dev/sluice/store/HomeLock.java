package dev.sluice.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Keeps a home for one process. Nothing is locked until a feature asks for it, so several
 * processes may share a home while none keeps exclusive data there.
 */
public final class HomeLock implements AutoCloseable {

	/** The file of the home that is locked while a process owns it. */
	public static final String FILE = "home.lock";

	// Systems drop a process's lock when it closes any channel to the file, so within
	// this
	// process a second taker must not even open it.
	private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

	private final SluiceHome home;

	private @Nullable FileLock lock;

	/**
	 * Creates an open lock.
	 * @param home what may need to be locked
	 */
	public HomeLock(SluiceHome home) {
		this.home = home;
	}

	/**
	 * Takes the home for this process, once for all features. Held until closed.
	 * @param purpose who needs it, for the message, such as {@code the usage journal}
	 * @throws IllegalStateException when another process holds it, or the home cannot be
	 * written
	 */
	public synchronized void require(String purpose) {
		if (this.lock == null) {
			this.lock = take(purpose, this.home.require().resolve(FILE));
		}
	}

	/**
	 * Whether this process owns the home.
	 * @return true once required
	 */
	public synchronized boolean held() {
		return this.lock != null;
	}

	/** Gives the home back. */
	@Override
	public synchronized void close() throws IOException {
		FileLock held = this.lock;
		this.lock = null;
		if (held != null) {
			held.acquiredBy().close();
			HELD.remove(this.home.path());
		}
	}

	private FileLock take(String purpose, Path file) {
		if (!HELD.add(this.home.path())) {
			throw taken(purpose, "another part of this process");
		}
		FileLock taken = null;
		try {
			taken = lock(purpose, file);
			return taken;
		}
		catch (IOException ex) {
			throw new IllegalStateException("Cannot lock " + file + " for " + purpose
					+ ". Set SLUICE_HOME (or sluice.home) to a folder on a local disk that this process may write.",
					ex);
		}
		finally {
			if (taken == null) {
				HELD.remove(this.home.path());
			}
		}
	}

	// The lock covers a byte far behind the text, so that the owner's name stays
	// readable.
	private FileLock lock(String purpose, Path file) throws IOException {
		FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		FileLock taken = null;
		try {
			taken = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
			if (taken == null) {
				throw taken(purpose, Files.readString(file).strip());
			}
			sign(channel);
			return taken;
		}
		finally {
			if (taken == null) {
				channel.close();
			}
		}
	}

	private static void sign(FileChannel channel) throws IOException {
		String owner = "process " + ProcessHandle.current().pid();
		channel.truncate(0);
		channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)), 0);
	}

	private IllegalStateException taken(String purpose, String owner) {
		return new IllegalStateException("The home folder " + this.home + " is in use by "
				+ (owner.isEmpty() ? "another process" : owner) + ", and " + purpose
				+ " needs it alone. Stop that process, or give this one a SLUICE_HOME of its own.");
	}

}
