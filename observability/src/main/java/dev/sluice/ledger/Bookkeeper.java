package dev.sluice.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.sluice.ledger.BookingListener.Booking;
import dev.sluice.store.SluiceDatabase;
import dev.sluice.store.SqlSession;

/**
 * Books batches of the journal: rows, pots and cursor in one transaction, so that each
 * attempt lands once, however often a batch is tried.
 */
final class Bookkeeper {

	private static final String MOVE = "update journal_cursor set segment = $1, place = $2, seen_at = current_timestamp"
			+ " where node_id = $3 and coalesce(segment, -1) = $4 and coalesce(place, -1) = $5";

	private static final JournalPosition NOWHERE = new JournalPosition(-1, -1);

	/** Of so many each is tried alone, when some of them are refused. */
	private static final int PARTS = 16;

	private final SluiceDatabase database;

	private final PotTable pots;

	private final RefusedAttempts refused;

	private final LedgerTable ledger;

	private volatile Tried tried = new Tried(NOWHERE, Map.of());

	Bookkeeper(SluiceDatabase database, PotTable pots, RefusedAttempts refused) {
		this.database = database;
		this.pots = pots;
		this.refused = refused;
		this.ledger = new LedgerTable(pots.node());
	}

	/**
	 * Books a batch.
	 * @param batch what to book
	 * @param from the cursor before it, or null when there was none
	 * @param replay whether attempts may be there already
	 * @return what was booked on each pot, by this try or by an earlier one whose outcome
	 * was unknown
	 */
	Mono<Map<AllowanceKey, Booking>> book(JournalBatch batch, @Nullable JournalPosition from, boolean replay) {
		return rows(batch, Set.of(), from, replay).onErrorResume(RefusedAttempts::isRefusal,
				(refusal) -> refused(batch.attempts()).collectList()
					.flatMap((refused) -> refused.isEmpty() ? Mono.error(refusal)
							: this.refused.keep(batch.next(), refused, this.pots.node())
								.then(rows(batch, ids(refused), from, replay))));
	}

	private Mono<Map<AllowanceKey, Booking>> rows(JournalBatch batch, Set<UUID> without, @Nullable JournalPosition from,
			boolean replay) {
		return once(batch, without, from, replay)
			.onErrorResume(PotMissing.class,
					(missing) -> this.database
						.transaction((session) -> this.pots.make(session, BatchCosts.of(batch.attempts()).limits()))
						.then(once(batch, without, from, replay)))
			.onErrorResume(AlreadyBooked.class, (done) -> Mono.fromSupplier(() -> this.tried.of(batch)));
	}

	private Mono<Map<AllowanceKey, Booking>> once(JournalBatch batch, Set<UUID> without, @Nullable JournalPosition from,
			boolean replay) {
		return this.database.durable((session) -> move(session, batch.next(), from)
			.then(replay ? fresh(session, batch.attempts()) : Mono.just(batch.attempts()))
			.flatMap((attempts) -> book(session, attempts, without))
			.doOnNext((bookings) -> this.tried = new Tried(batch.next(), bookings)));
	}

	/**
	 * Which attempts have rows that the database refuses: none of a part that it takes.
	 */
	private Flux<FinishedAttempt> refused(List<FinishedAttempt> attempts) {
		return Flux.fromIterable(attempts)
			.buffer(Math.max(1, attempts.size() / PARTS))
			.concatMap((part) -> isRefused(part).flatMapMany((refused) -> !refused ? Flux.empty()
					: (part.size() > 1) ? refused(part) : Flux.fromIterable(part)));
	}

	private Mono<Boolean> isRefused(List<FinishedAttempt> attempts) {
		return this.database
			.transaction((session) -> fresh(session, attempts).flatMap((fresh) -> this.ledger.add(session, fresh))
				.flatMap((added) -> Mono.<Boolean>error(new TakenBack())))
			.onErrorResume(TakenBack.class, (taken) -> Mono.just(false))
			.onErrorResume(RefusedAttempts::isRefusal, (refusal) -> Mono.just(true));
	}

	private static Set<UUID> ids(List<FinishedAttempt> attempts) {
		return attempts.stream().map((attempt) -> attempt.opened().id()).collect(Collectors.toSet());
	}

	private Mono<Void> move(SqlSession session, JournalPosition to, @Nullable JournalPosition from) {
		JournalPosition old = (from != null) ? from : NOWHERE;
		return session.execute(MOVE, to.segment(), to.offset(), this.pots.node(), old.segment(), old.offset())
			.flatMap((count) -> (count == 1) ? Mono.empty() : stuck(session, to));
	}

	// The commit of an earlier try may have succeeded without our learning of it.
	private Mono<Void> stuck(SqlSession session, JournalPosition to) {
		return Cursors.read(session, this.pots.node())
			.flatMap((cursor) -> Mono.error(cursor.filter(to::equals).isPresent() ? new AlreadyBooked()
					: new IllegalStateException("The cursor of " + this.pots.node() + " stands at " + cursor
							+ ", where this process did not put it. Does another node use a copy of its home folder?")));
	}

	private Mono<List<FinishedAttempt>> fresh(SqlSession session, List<FinishedAttempt> attempts) {
		return this.ledger.known(session, attempts)
			.map((known) -> attempts.stream().filter((attempt) -> !known.contains(attempt.opened().id())).toList());
	}

	private Mono<Map<AllowanceKey, Booking>> book(SqlSession session, List<FinishedAttempt> attempts,
			Set<UUID> without) {
		return add(session, attempts, without).flatMap((costs) -> this.pots.lock(session, costs.pots())
			.flatMap((rows) -> (rows.size() == costs.pots().size()) ? change(session, costs.changes(rows))
					: Mono.error(new PotMissing())));
	}

	// What has no row costs the same.
	private Mono<BatchCosts> add(SqlSession session, List<FinishedAttempt> attempts, Set<UUID> without) {
		if (without.isEmpty()) {
			return this.ledger.add(session, attempts);
		}
		List<FinishedAttempt> taken = attempts.stream()
			.filter((attempt) -> !without.contains(attempt.opened().id()))
			.toList();
		return this.ledger.add(session, taken).thenReturn(BatchCosts.of(attempts));
	}

	private Mono<Map<AllowanceKey, Booking>> change(SqlSession session, List<PotChange> changes) {
		return this.pots.change(session, changes)
			.then(correct(session, changes))
			.then(Mono.fromSupplier(() -> BatchCosts.bookings(changes)));
	}

	Mono<Long> correct(SqlSession session, Collection<PotChange> changes) {
		return this.ledger.add(session, PotEntry.Kind.RETURNED,
				changes.stream()
					.filter((change) -> change.writtenOffNanos() < 0)
					.map((change) -> new PotEntry(this.pots.node(), change.row().key(), change.writtenOffNanos()))
					.toList());
	}

	/** What the last try would have booked, had we learned that it was committed. */
	private record Tried(JournalPosition next, Map<AllowanceKey, Booking> bookings) {

		Map<AllowanceKey, Booking> of(JournalBatch batch) {
			return this.next.equals(batch.next()) ? this.bookings : Map.of();
		}

	}

	/** Takes the transaction back; pots are made in one that locks nothing else. */
	private static final class PotMissing extends RuntimeException {

		PotMissing() {
			super("A pot vanished while it was booked on.", null, false, false);
		}

	}

	/** Takes back the rows that were only tried. */
	private static final class TakenBack extends RuntimeException {

		TakenBack() {
			super(null, null, false, false);
		}

	}

	private static final class AlreadyBooked extends RuntimeException {

		AlreadyBooked() {
			super(null, null, false, false);
		}

	}

}
