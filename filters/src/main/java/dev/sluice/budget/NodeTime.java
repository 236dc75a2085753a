package dev.sluice.budget;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * This node's nanoseconds, which only grow. They begin at a day, so that a time of 0 can
 * stand for never; {@link System#nanoTime()} may begin anywhere, below 0 too.
 */
final class NodeTime implements LongSupplier {

	static final long BEGINNING = TimeUnit.DAYS.toNanos(1);

	private final LongSupplier nanos;

	private final long start;

	NodeTime(LongSupplier nanos) {
		this.nanos = nanos;
		this.start = nanos.getAsLong();
	}

	@Override
	public long getAsLong() {
		return this.nanos.getAsLong() - this.start + BEGINNING;
	}

}
