package dev.sluice.budget.lease;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread of keeper and clock, and what wakes it. */
public final class LeaseThread implements Executor, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(LeaseThread.class);

	private static final Duration TICK = Duration.ofMillis(50);

	private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread thread = new Thread(task, "sluice-leases");
		thread.setDaemon(true);
		return thread;
	});

	@Override
	public void execute(Runnable task) {
		if (!this.executor.isShutdown()) {
			this.executor.execute(guarded(task));
		}
	}

	/**
	 * Runs a task again and again.
	 * @param task never waits
	 */
	public void everyTick(Runnable task) {
		this.executor.scheduleWithFixedDelay(guarded(task), 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
	}

	// A fault of one turn must not end all turns.
	private static Runnable guarded(Runnable task) {
		return () -> {
			try {
				task.run();
			}
			catch (RuntimeException ex) {
				logger.error("The keeper of leases failed at one step and goes on with the next", ex);
			}
		};
	}

	/** Ends the ticks. What is to be done already is done yet, and nothing more. */
	@Override
	public void close() {
		this.executor.shutdown();
	}

}
