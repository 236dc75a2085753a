package dev.sluice.budget.lease;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.sluice.ledger.AllowanceStore;

/**
 * The database's time, kept between questions by this node's monotonic clock. The node's
 * calendar clock is never asked.
 */
public final class DatabaseClock {

	private static final long AGE = TimeUnit.SECONDS.toNanos(30);

	private static final long RETRY = TimeUnit.SECONDS.toNanos(1);

	/** An answer that may be wrong by no more is exact enough. */
	private static final long EXACT = TimeUnit.MILLISECONDS.toNanos(50);

	/** In this time two clocks drift apart by one. */
	private static final long DRIFT = 1000;

	private final AllowanceStore store;

	private final LongSupplier nanos;

	private final AtomicReference<@Nullable Question> question = new AtomicReference<>();

	private volatile @Nullable Reading reading;

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
		return this.reading != null;
	}

	/**
	 * The present time of the database.
	 * @return milliseconds since 1970; before the first answer those of this node's own
	 * time, which begins anywhere
	 */
	public long millis() {
		Reading last = this.reading;
		return TimeUnit.NANOSECONDS.toMillis(((last != null) ? last.offset : 0) + this.nanos.getAsLong());
	}

	/**
	 * The present time of the database, or another before its first answer.
	 * @param other for as long
	 * @return milliseconds since 1970
	 */
	public long millisOr(LongSupplier other) {
		return isKnown() ? millis() : other.getAsLong();
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
	 * Asks the database. Who asks while a question is on its way shares its answer, so
	 * that many calls at once are one question.
	 * @return true once the time is known
	 */
	public Mono<Boolean> read() {
		return Mono.defer(() -> Mono.fromFuture(question().answer, true));
	}

	private Question question() {
		long now = this.nanos.getAsLong();
		Question running = this.question.get();
		if (running != null && !running.answer.isDone() && now - running.at < RETRY) {
			return running;
		}
		Question mine = new Question(new CompletableFuture<>(), now);
		if (!this.question.compareAndSet(running, mine)) {
			return question();
		}
		ask(mine.answer, isKnown());
		return mine;
	}

	// The first answer waits for the database to start. Before calls and rows get a time
	// that is seconds off, it is asked for once more.
	private void ask(CompletableFuture<Boolean> answer, boolean settled) {
		long before = this.nanos.getAsLong();
		this.store.now().subscribe((time) -> {
			long after = this.nanos.getAsLong();
			if (!settled && (after - before) / 2 > EXACT) {
				ask(answer, true);
				return;
			}
			answered(time.toEpochMilli(), before, after);
			answer.complete(true);
		}, answer::completeExceptionally);
	}

	private boolean isStale(long now) {
		Reading last = this.reading;
		return last == null || now - last.at > AGE || last.doubt > EXACT;
	}

	// The time was taken somewhere between question and answer. One that was long on its
	// way tells less than an old one.
	private void answered(long millis, long before, long after) {
		long doubt = (after - before) / 2;
		Reading last = this.reading;
		if (last == null || doubt <= EXACT || doubt <= last.doubt + (after - last.at) / DRIFT) {
			this.reading = new Reading(TimeUnit.MILLISECONDS.toNanos(millis) - before - doubt, after, doubt);
		}
	}

	/**
	 * What the database told.
	 *
	 * @param offset of its time to this node's
	 * @param at when, in this node's time
	 * @param doubt by how much the offset may be wrong
	 */
	private record Reading(long offset, long at, long doubt) {
	}

	private record Question(CompletableFuture<Boolean> answer, long at) {
	}

}
