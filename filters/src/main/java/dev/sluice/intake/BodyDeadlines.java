package dev.sluice.intake;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.DisposableBean;

/**
 * Ends the joining of bodies that come too slowly. One sweep for all of them, because
 * nearly every body is whole before a timer of its own would be worth its cost.
 */
final class BodyDeadlines implements DisposableBean {

	private static final Duration SWEEP = Duration.ofMillis(250);

	private final Set<BodyJoining> open = ConcurrentHashMap.newKeySet();

	private final long timeoutNanos;

	private final LongSupplier nanoTime;

	private final Disposable sweeping;

	BodyDeadlines(Duration timeout, LongSupplier nanoTime) {
		this.timeoutNanos = timeout.toNanos();
		this.nanoTime = nanoTime;
		this.sweeping = Schedulers.parallel()
			.schedulePeriodically(this::sweep, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
	}

	/** When a body that begins now has to be whole. */
	long next() {
		return this.nanoTime.getAsLong() + this.timeoutNanos;
	}

	void watch(BodyJoining joining) {
		this.open.add(joining);
	}

	void forget(BodyJoining joining) {
		this.open.remove(joining);
	}

	void sweep() {
		long now = this.nanoTime.getAsLong();
		this.open.removeIf(joining -> joining.expireAt(now));
	}

	@Override
	public void destroy() {
		this.sweeping.dispose();
	}

}
