package dev.sluice.store;

import org.springframework.context.SmartLifecycle;

/**
 * A step of the database's start, at its place in the start of the gateway. The opening
 * leaves the processors to the context until the server listens; then it runs beside what
 * is left of the start, which ends only when the database has opened.
 */
final class DatabaseStart implements SmartLifecycle {

	/** Behind the phase in which Boot's web servers begin to listen. */
	static final int AFTER_THE_SERVER = DEFAULT_PHASE - 2047;

	static final int BEFORE_THE_GATEWAY_IS_READY = DEFAULT_PHASE;

	private final int phase;

	private final Runnable step;

	private volatile boolean running;

	DatabaseStart(int phase, Runnable step) {
		this.phase = phase;
		this.step = step;
	}

	@Override
	public void start() {
		this.step.run();
		this.running = true;
	}

	/** Leaves the database open: what stops later still books. */
	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return this.phase;
	}

}
