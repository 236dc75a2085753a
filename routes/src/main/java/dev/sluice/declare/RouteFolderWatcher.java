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

	private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

	private final RouteFolder folder;

	private final DeclaredRoutes routes;

	private final Duration quiet;

	private final Duration poll;

	private final AtomicReference<@Nullable Watch> watch = new AtomicReference<>();

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
		FolderChanges changes = new FolderChanges(this.folder);
		Thread thread = new Thread(() -> follow(changes), "sluice-routes");
		thread.setDaemon(true);
		if (this.watch.compareAndSet(null, new Watch(changes, thread))) {
			thread.start();
		}
		else {
			changes.close();
		}
	}

	/**
	 * Ends the thread without interrupting it, as it may be reading a file, and lets it
	 * finish before the beans that it needs are gone.
	 */
	@Override
	public void stop() {
		Watch ended = this.watch.getAndSet(null);
		if (ended == null) {
			return;
		}
		ended.changes().close();
		try {
			if (ended.thread() != Thread.currentThread()) {
				ended.thread().join(LONGEST_STOP.toMillis());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.watch.get() != null;
	}

	private void follow(FolderChanges changes) {
		while (!changes.closed()) {
			boolean reported = changes.await(this.poll);
			FolderState seen = FolderState.of(this.folder);
			if (!reported && seen.equals(this.routes.read())) {
				continue;
			}
			while (changes.await(this.quiet) || !seen.equals(FolderState.of(this.folder))) {
				seen = FolderState.of(this.folder);
			}
			if (!changes.closed()) {
				reload();
			}
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

	/**
	 * A running watch.
	 *
	 * @param changes what it waits for
	 * @param thread where it waits
	 */
	private record Watch(FolderChanges changes, Thread thread) {
	}

}
