package dev.sluice.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder in which a node keeps its data and reads its route files. Made on first
 * need, readable by its owner only. All methods touch the disk: call them at start, or
 * off the event loop.
 */
public final class SluiceHome {

	private static final Logger logger = LoggerFactory.getLogger(SluiceHome.class);

	private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

	private static final Set<PosixFilePermission> FOREIGN_WRITE = PosixFilePermissions.fromString("----w--w-");

	private final Path path;

	/**
	 * Names a home without touching it.
	 * @param path the folder, which need not exist
	 */
	public SluiceHome(Path path) {
		this.path = path.toAbsolutePath().normalize();
	}

	/**
	 * The folder, which may not exist yet.
	 * @return an absolute path
	 */
	public Path path() {
		return this.path;
	}

	/**
	 * The folder, made when it is missing.
	 * @return an absolute path
	 * @throws IllegalStateException when it cannot be made or written
	 */
	public Path require() {
		make(this.path);
		if (!Files.isWritable(this.path)) {
			throw unusable(this.path, "is not writable", null);
		}
		warnOfForeignWriters();
		return this.path;
	}

	/**
	 * A folder inside the home, made when it is missing.
	 * @param name its path relative to the home, such as {@code journal}
	 * @return an absolute path
	 * @throws IllegalArgumentException when the name leads out of the home
	 * @throws IllegalStateException when it cannot be made or written
	 */
	public Path directory(String name) {
		Path directory = resolve(name);
		require();
		make(directory);
		return directory;
	}

	/**
	 * A path inside the home, without touching it.
	 * @param name a path relative to the home, such as {@code config/routes}
	 * @return an absolute path
	 * @throws IllegalArgumentException when the name leads out of the home
	 */
	public Path resolve(String name) {
		Path resolved = this.path.resolve(name).normalize();
		if (!resolved.startsWith(this.path)) {
			throw new IllegalArgumentException("'" + name + "' leads out of the home folder " + this.path + ".");
		}
		return resolved;
	}

	@Override
	public String toString() {
		return this.path.toString();
	}

	private void make(Path directory) {
		try {
			if (!Files.isDirectory(directory)) {
				Files.createDirectories(directory, ownerOnly());
			}
		}
		catch (FileAlreadyExistsException ex) {
			throw unusable(directory, "is a file", ex);
		}
		catch (IOException ex) {
			throw unusable(directory, "cannot be made (" + ex.getClass().getSimpleName() + ")", ex);
		}
	}

	private FileAttribute<?>[] ownerOnly() {
		boolean posix = this.path.getFileSystem().supportedFileAttributeViews().contains("posix");
		return posix ? new FileAttribute<?>[] { PosixFilePermissions.asFileAttribute(OWNER_ONLY) }
				: new FileAttribute<?>[0];
	}

	private void warnOfForeignWriters() {
		try {
			Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(this.path);
			if (permissions.stream().anyMatch(FOREIGN_WRITE::contains)) {
				logger.warn("Other users may write to {}. Take that right from them: chmod go-w {}", this.path,
						this.path);
			}
		}
		catch (IOException | UnsupportedOperationException ex) {
			logger.debug("Cannot read the permissions of {}", this.path, ex);
		}
	}

	private IllegalStateException unusable(Path at, String how, @Nullable Exception cause) {
		return new IllegalStateException("The home folder of this node cannot be used: " + at + " " + how
				+ ". Set SLUICE_HOME (or sluice.home) to a folder that this process may write.", cause);
	}

}
