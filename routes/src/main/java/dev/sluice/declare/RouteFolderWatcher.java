package dev.sluice.declare;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Applies changes of the operator's folder while the gateway runs, on a daemon thread of
 * its own. A change is applied when the folder has been quiet for a while, so that a file
 * still being written is not read.
 */
final class RouteFolderWatcher implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(RouteFolderWatcher.class);

	private final RouteFolder folder;

	private final DeclaredRoutes routes;

	private final Duration quiet;

	private final Duration poll;

	private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

	/**
	 * Creates a watcher.
	 * @param folder what to watch; need not exist
	 * @param routes what to reload
	 * @param quiet how long the folder must be unchanged before it is read
	 * @param poll how often to look by oneself, which notices folders that are created
	 * later and file systems that report no changes
	 */
	RouteFolderWatcher(RouteFolder folder, DeclaredRoutes routes, Duration quiet, Duration poll) {
		this.folder = folder;
		this.routes = routes;
		this.quiet = quiet;
		this.poll = poll;
	}

	@Override
	public void start() {
		Thread watching = new Thread(this::run, "sluice-routes");
		watching.setDaemon(true);
		if (this.thread.compareAndSet(null, watching)) {
			watching.start();
		}
	}

	@Override
	public void stop() {
		Thread watching = this.thread.getAndSet(null);
		if (watching != null) {
			watching.interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread.get() != null;
	}

	private void run() {
		try (FolderChanges changes = new FolderChanges(this.folder)) {
			watch(changes);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void watch(FolderChanges changes) throws InterruptedException {
		// What was changed between the first reading and now is found by reading again.
		FolderState applied = FolderState.of(this.folder);
		reload();
		while (isRunning()) {
			boolean reported = changes.await(this.poll);
			FolderState seen = FolderState.of(this.folder);
			if (!reported && seen.equals(applied)) {
				continue;
			}
			while (changes.await(this.quiet) || !seen.equals(FolderState.of(this.folder))) {
				seen = FolderState.of(this.folder);
			}
			applied = seen;
			reload();
		}
	}

	private void reload() {
		try {
			this.routes.reload();
		}
		catch (RuntimeException ex) {
			// The watcher must outlive whatever a factory or listener throws.
			logger.error("Route files could not be reloaded; the last good set stays in force", ex);
		}
	}

}
