package dev.sluice.declare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the operating system to report a change of a folder. Where it does not, or
 * while there is no folder, waiting simply ends with its time. Used by one thread.
 */
final class FolderChanges implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(FolderChanges.class);

	private final RouteFolder folder;

	private final @Nullable WatchService service;

	private @Nullable WatchKey key;

	FolderChanges(RouteFolder folder) {
		this.folder = folder;
		this.service = open(folder);
	}

	private static @Nullable WatchService open(RouteFolder folder) {
		try {
			return folder.path().getFileSystem().newWatchService();
		}
		catch (IOException | UnsupportedOperationException ex) {
			logger.info("Changes of {} are not reported here; it is looked at from time to time", folder.path());
			return null;
		}
	}

	/**
	 * Waits for a change.
	 * @param longest how long
	 * @return true when one was reported
	 * @throws InterruptedException when the watcher is stopped
	 */
	boolean await(Duration longest) throws InterruptedException {
		register();
		if (this.service == null || this.key == null) {
			return !pause(longest);
		}
		WatchKey reported = this.service.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
		if (reported == null) {
			return false;
		}
		reported.pollEvents();
		if (!reported.reset()) {
			this.key = null;
		}
		return true;
	}

	private static boolean pause(Duration time) throws InterruptedException {
		return !new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
	}

	private void register() {
		if (this.service == null || this.key != null || !Files.isDirectory(this.folder.path())) {
			return;
		}
		try {
			this.key = this.folder.path()
				.register(this.service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY,
						StandardWatchEventKinds.ENTRY_DELETE);
		}
		catch (IOException ex) {
			logger.debug("{} cannot be watched yet", this.folder.path(), ex);
		}
	}

	@Override
	public void close() {
		if (this.service != null) {
			try {
				this.service.close();
			}
			catch (IOException ex) {
				logger.debug("The watch of {} did not close", this.folder.path(), ex);
			}
		}
	}

}
