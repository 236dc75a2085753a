package dev.sluice.declare;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
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
 * while there is no folder, waiting simply ends with its time. Used by one thread, closed
 * by any.
 */
final class FolderChanges implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(FolderChanges.class);

	private final RouteFolder folder;

	private final @Nullable WatchService service;

	private final CountDownLatch end = new CountDownLatch(1);

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
	 * @return true when one was reported, false when time is up or this was closed
	 */
	boolean await(Duration longest) {
		try {
			register();
			if (this.service == null || this.key == null) {
				this.end.await(longest.toMillis(), TimeUnit.MILLISECONDS);
				return false;
			}
			return take(this.service.poll(longest.toMillis(), TimeUnit.MILLISECONDS));
		}
		catch (ClosedWatchServiceException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			close();
			return false;
		}
	}

	private boolean take(@Nullable WatchKey reported) {
		if (reported == null) {
			return false;
		}
		reported.pollEvents();
		if (!reported.reset()) {
			// The folder is gone; it may come back.
			this.key = null;
		}
		return true;
	}

	boolean closed() {
		return this.end.getCount() == 0;
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
		this.end.countDown();
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
