package dev.sluice.ledger;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

import dev.sluice.ledger.BookingListener.Booking;
import dev.sluice.store.SluiceDatabase;

/**
 * Carries this node's journal into the database, batch by batch, on one thread. First it
 * books what former processes left and gives their leases back; only then is money leased
 * anew. What the database does not take is tried again until it does.
 */
final class LedgerFlusher implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(LedgerFlusher.class);

	private static final int BATCH = 8_192;

	/** From so many attempts on a pause is long. */
	private static final int BUSY = 512;

	private static final Duration PAUSE = Duration.ofMillis(200);

	// Each transaction costs as much as several hundred rows. Under load, what comes in
	// meanwhile shares one.
	private static final Duration LONG_PAUSE = Duration.ofSeconds(1);

	private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

	private static final Duration LAST_WORK = Duration.ofSeconds(8);

	private static final long HEARTBEAT = TimeUnit.SECONDS.toNanos(60);

	private final SluiceDatabase database;

	private final String node;

	private final JournalReader reader;

	private final Bookkeeper books;

	private final RefusedAttempts refused;

	private final LeaseReturn leases;

	private final Consumer<Map<AllowanceKey, Booking>> listener;

	private final LongSupplier nanos;

	private final Scheduler thread = Schedulers.newSingle("sluice-flusher", true);

	private final CompletableFuture<Void> replayed = new CompletableFuture<>();

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	private final Sinks.One<Long> stop = Sinks.one();

	private volatile boolean stopping;

	private volatile boolean failing;

	// Below: the flusher's thread only.

	private @Nullable JournalPosition stored;

	private long seenAt;

	/**
	 * Creates a flusher.
	 * @param listener is told what was booked
	 * @param nanos the node's own time
	 */
	LedgerFlusher(SluiceDatabase database, PotTable pots, JournalReader reader, RefusedAttempts refused,
			Consumer<Map<AllowanceKey, Booking>> listener, LongSupplier nanos) {
		this.database = database;
		this.node = pots.node();
		this.reader = reader;
		this.books = new Bookkeeper(database, pots, refused);
		this.leases = new LeaseReturn(database, pots, this.books);
		this.refused = refused;
		this.listener = listener;
		this.nanos = nanos;
	}

	LedgerFlusher start() {
		patiently(resume()).then(untilReplayed())
			.then(Mono.defer(() -> this.reader.replayed() ? work() : Mono.empty()))
			.subscribe((none) -> {
			}, this::broken, () -> this.ended.complete(null));
		return this;
	}

	// Not after a stop in the midst of the replay: former processes' leases pay for what
	// is not booked yet.
	private Mono<Void> work() {
		return patiently(this.leases.all()).publishOn(this.thread)
			.doOnSuccess((none) -> this.replayed.complete(null))
			.then(untilStopped());
	}

	/** Completes when money may be leased. */
	Mono<Void> replayed() {
		return Mono.fromFuture(this.replayed, true);
	}

	/** Whether the database takes what the journal holds. */
	boolean failing() {
		return this.failing;
	}

	/** How many attempts the database has refused since the start. */
	long refused() {
		return this.refused.count();
	}

	/**
	 * Books what is there, for as long as a stop may take. The journal keeps the rest.
	 */
	@Override
	public void close() {
		this.stopping = true;
		this.stop.tryEmitValue(0L);
		if (this.database.opening()) {
			awaitLastWork();
		}
		this.thread.dispose();
	}

	private void awaitLastWork() {
		try {
			this.ended.get(LAST_WORK.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			logger.warn("Not all usage is booked yet. The journal keeps it for the next start.");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private Mono<Void> resume() {
		return this.database.ready()
			.then(this.database
				.transaction((session) -> Cursors.seen(session, this.node).then(Cursors.read(session, this.node))))
			.publishOn(this.thread)
			.doOnNext(this::resume)
			.then();
	}

	private void resume(Optional<JournalPosition> cursor) {
		this.stored = cursor.orElse(null);
		this.seenAt = this.nanos.getAsLong();
		this.reader.resume(this.stored);
	}

	private Mono<Void> untilReplayed() {
		return Mono.defer(() -> this.reader.replayed() ? Mono.empty() : replay());
	}

	private Mono<Void> replay() {
		return step(true).delayUntil((count) -> (count > 0 || this.reader.replayed()) ? Mono.empty() : rest(PAUSE))
			.repeat(() -> !this.stopping && !this.reader.replayed())
			.then();
	}

	private Mono<Void> untilStopped() {
		return Mono.defer(() -> isLast(this.stopping)).repeat().takeUntil((last) -> last).then();
	}

	// What was read before the stop need not be all that there is.
	private Mono<Boolean> isLast(boolean stopped) {
		return step(false)
			.delayUntil((count) -> (count >= BATCH) ? Mono.empty() : rest((count >= BUSY) ? LONG_PAUSE : PAUSE))
			.map((count) -> stopped && count == 0);
	}

	private Mono<Integer> step(boolean replay) {
		return patiently(Mono.fromCallable(() -> this.reader.read(BATCH)).subscribeOn(this.thread)).flatMap(
				(batch) -> batch.attempts().isEmpty() ? nothing(batch)
						: patiently(Mono.defer(() -> this.books.book(batch, this.stored, replay)))
							.publishOn(this.thread)
							.map((bookings) -> booked(batch, bookings, replay)));
	}

	private int booked(JournalBatch batch, Map<AllowanceKey, Booking> bookings, boolean replay) {
		this.stored = batch.next();
		this.seenAt = this.nanos.getAsLong();
		this.reader.committed(batch.next());
		// Former processes' money is no part of what this one counts as unflushed.
		if (!replay && !bookings.isEmpty()) {
			this.listener.accept(bookings);
		}
		return batch.attempts().size();
	}

	private Mono<Integer> nothing(JournalBatch batch) {
		this.reader.committed(batch.next());
		if (this.nanos.getAsLong() - this.seenAt < HEARTBEAT) {
			return Mono.just(0);
		}
		this.seenAt = this.nanos.getAsLong();
		return this.database.transaction((session) -> Cursors.seen(session, this.node))
			.onErrorComplete()
			.thenReturn(0)
			.publishOn(this.thread);
	}

	// A stop does not wait for the end of a pause.
	private Mono<Long> rest(Duration pause) {
		return Mono.firstWithSignal(Mono.delay(pause, this.thread), this.stop.asMono());
	}

	private <T> Mono<T> patiently(Mono<T> work) {
		return work.doOnSuccess((done) -> recovered())
			.retryWhen(Retry.backoff(Long.MAX_VALUE, SHORTEST_WAIT)
				.maxBackoff(LONGEST_WAIT)
				.doBeforeRetry((signal) -> failed(signal.failure())));
	}

	// Nobody should ever see it: what can fail is tried again.
	private void broken(Throwable error) {
		this.failing = true;
		logger.error("Usage is not booked any more before the next start; the journal keeps it", error);
		this.ended.completeExceptionally(error);
	}

	private void failed(Throwable error) {
		if (!this.failing) {
			this.failing = true;
			logger.warn("Usage cannot be booked now; the journal keeps it, and it is tried again and again: {}",
					error.getMessage(), error);
		}
	}

	private void recovered() {
		if (this.failing) {
			this.failing = false;
			logger.info("Usage is booked again");
		}
	}

}
