package dev.sluice.record;

import org.springframework.context.SmartLifecycle;

/**
 * Completes the watchers first when the application stops, so that open feeds do not hold
 * up the server's graceful shutdown.
 */
final class EventLifecycle implements SmartLifecycle {

	private final EventPublisher events;

	private volatile boolean running;

	EventLifecycle(EventPublisher events) {
		this.events = events;
	}

	@Override
	public void start() {
		this.events.start();
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.events.stop();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return Integer.MAX_VALUE;
	}

}
