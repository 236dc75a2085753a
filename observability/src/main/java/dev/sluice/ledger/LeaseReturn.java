package dev.sluice.ledger;

import java.util.List;

import reactor.core.publisher.Mono;

import dev.sluice.store.SluiceDatabase;
import dev.sluice.store.SqlSession;

/**
 * Gives back what a former process of this node had leased, once all its attempts are
 * booked.
 */
final class LeaseReturn {

	private static final String MINE = "select account, period from lease where node_id = $1 limit 1000";

	private static final String EMPTY = "delete from lease where node_id = $1 and nanos = 0 and written_off_nanos = 0";

	private final SluiceDatabase database;

	private final PotTable pots;

	private final Bookkeeper books;

	LeaseReturn(SluiceDatabase database, PotTable pots, Bookkeeper books) {
		this.database = database;
		this.pots = pots;
		this.books = books;
	}

	/** Repeats until no lease is left. */
	Mono<Void> all() {
		return this.database
			.transaction((session) -> session.query(MINE, PotTable::key, this.pots.node())
				.flatMap((keys) -> giveBack(session, keys).thenReturn(keys.size())))
			.repeat()
			.takeUntil((count) -> count == 0)
			.then();
	}

	private Mono<Long> giveBack(SqlSession session, List<AllowanceKey> keys) {
		return this.pots.lock(session, keys).flatMap((rows) -> {
			List<PotChange> changes = rows.stream()
				.map((row) -> PotChange.of(row, -row.writtenOffNanos(), -row.leasedHereNanos(), -row.writtenOffNanos()))
				.toList();
			return this.pots.change(session, changes)
				.then(this.books.correct(session, changes))
				.then(session.execute(EMPTY, this.pots.node()));
		});
	}

}
