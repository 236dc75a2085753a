package dev.sluice.tokens;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The one thread on which tokens are counted, and the queue in front of it. A type of its
 * own, so that no host application takes it for its scheduler.
 */
final class CountingThreads {

	private static final int WAITING = 1024;

	private static final int IDLE_SECONDS = 60;

	private final Scheduler scheduler = Schedulers.newBoundedElastic(1, WAITING, "sluice-tokens", IDLE_SECONDS, true);

	Scheduler scheduler() {
		return this.scheduler;
	}

	void dispose() {
		this.scheduler.dispose();
	}

}
