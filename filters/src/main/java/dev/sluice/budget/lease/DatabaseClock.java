package dev.sluice.budget.lease;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import reactor.core.publisher.Mono;

import dev.sluice.ledger.AllowanceStore;

/**
 * The database's time, kept between questions by this node's monotonic clock. The node's
 * calendar clock is never asked.
 */
public final class DatabaseClock {

	private static final long AGE = TimeUnit.SECONDS.toNanos(30);

	private static final long RETRY = TimeUnit.SECONDS.toNanos(1);

	private final AllowanceStore store;

	private final LongSupplier nanos;

	private volatile long offset;

	private volatile long readAt;

	private volatile boolean known;

	private long askedAt;

	private boolean asked;

	/**
	 * Creates the clock.
	 * @param store tells the database's time
	 * @param nanos this node's monotonic clock
	 */
	public DatabaseClock(AllowanceStore store, LongSupplier nanos) {
		this.store = store;
		this.nanos = nanos;
	}

	/**
	 * Whether the database was asked yet.
	 * @return false before the first answer
	 */
	public boolean isKnown() {
		return this.known;
	}

	/**
	 * The present time of the database.
	 * @return milliseconds since 1970
	 */
	public long millis() {
		return TimeUnit.NANOSECONDS.toMillis(this.offset + this.nanos.getAsLong());
	}

	/** Asks again when the last answer is old. Called by one thread, never waits. */
	public void turn() {
		long now = this.nanos.getAsLong();
		if (!this.asked || now - this.askedAt >= (isStale(now) ? RETRY : AGE)) {
			this.asked = true;
			this.askedAt = now;
			read().subscribe((done) -> {
			}, (error) -> {
				// The last answer goes on; how the store fares is told by whoever needs
				// it.
			});
		}
	}

	/**
	 * Asks the database.
	 * @return true once the time is known
	 */
	public Mono<Boolean> read() {
		return Mono.defer(() -> {
			long before = this.nanos.getAsLong();
			return this.store.now().map((time) -> {
				// The time was taken somewhere between question and answer.
				long after = this.nanos.getAsLong();
				set(time.toEpochMilli(), before + (after - before) / 2);
				return true;
			});
		});
	}

	private boolean isStale(long now) {
		return !this.known || now - this.readAt > AGE;
	}

	private void set(long millis, long at) {
		this.offset = TimeUnit.MILLISECONDS.toNanos(millis) - at;
		this.readAt = at;
		this.known = true;
	}

}
