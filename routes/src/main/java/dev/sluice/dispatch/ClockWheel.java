package dev.sluice.dispatch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.concurrent.DefaultThreadFactory;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * Drives the clocks of all calls. A wheel with ticks of 20 ms: starting and stopping a
 * clock costs next to nothing, and hardly one of them ever fires.
 *
 * <p>
 * It also knows what is still going on when the gateway stops. Calls may go on for a
 * while, beside the graceful shutdown of the web server; what is left then is told to
 * end.
 */
class ClockWheel implements SmartLifecycle, AutoCloseable {

	private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);

	private final HashedWheelTimer timer = new HashedWheelTimer(new DefaultThreadFactory("sluice-clocks", true), 20,
			TimeUnit.MILLISECONDS, 512);

	private final AtomicBoolean stopped = new AtomicBoolean();

	private final Duration drain;

	/**
	 * Creates a wheel.
	 * @param drain how long calls may go on once the gateway stops
	 */
	ClockWheel(Duration drain) {
		this.drain = drain;
	}

	/** Something that a clock watches. */
	interface Watched {

		/** The time is up. */
		void ring();

		/** The gateway stops now: comes to an end that the client understands. */
		void stopping();

	}

	Alarm start(Watched watched, long delayNanos) {
		Alarm alarm = new Alarm(watched);
		try {
			alarm.setTimeout(this.timer.newTimeout(alarm, delayNanos, TimeUnit.NANOSECONDS));
			return alarm;
		}
		catch (IllegalStateException ex) {
			throw stoppingFailure();
		}
	}

	static GatewayException stoppingFailure() {
		return new GatewayException(ErrorKind.OVERLOADED, "This gateway is being stopped. Repeat the call.");
	}

	@Override
	public void start() {
	}

	@Override
	public boolean isRunning() {
		return !this.stopped.get();
	}

	@Override
	public int getPhase() {
		return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public void stop(Runnable callback) {
		new Thread(() -> {
			drain();
			callback.run();
		}, "sluice-stop").start();
	}

	private void drain() {
		long end = System.nanoTime() + this.drain.toNanos();
		while (this.timer.pendingTimeouts() > 0 && System.nanoTime() - end < 0) {
			LockSupport.parkNanos(LOOK);
		}
		close();
	}

	/** Stops at once; a gateway that could not start is closed without being stopped. */
	@Override
	public void close() {
		if (this.stopped.compareAndSet(false, true)) {
			for (Timeout left : this.timer.stop()) {
				((Alarm) left.task()).stopping();
			}
		}
	}

}
