package dev.sluice.budget;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

import dev.sluice.budget.lease.DatabaseClock;
import dev.sluice.budget.lease.LeaseKeeper;
import dev.sluice.budget.lease.LeaseThread;

/** Starts the keeper of leases, and gives back what is free when the gateway stops. */
final class BudgetLifecycle implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(BudgetLifecycle.class);

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final LeaseThread thread;

	private final LeaseKeeper keeper;

	private final DatabaseClock clock;

	private final ThresholdWatch thresholds;

	private volatile boolean running;

	BudgetLifecycle(LeaseThread thread, LeaseKeeper keeper, DatabaseClock clock, ThresholdWatch thresholds) {
		this.thread = thread;
		this.keeper = keeper;
		this.clock = clock;
		this.thresholds = thresholds;
	}

	@Override
	public void start() {
		this.running = true;
		this.keeper.begin();
		this.thread.everyTick(() -> {
			this.clock.turn();
			this.keeper.turn();
			this.thresholds.turn();
		});
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public void stop(Runnable callback) {
		this.running = false;
		this.keeper.returnEverything()
			.timeout(PATIENCE)
			.doOnError((error) -> logger.warn("Leases could not be given back; the database frees them later: {}",
					error.getMessage()))
			.onErrorComplete()
			.doFinally((signal) -> callback.run())
			.subscribe();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
