package dev.sluice.ledger;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.sluice.store.SluiceDatabase;
import dev.sluice.store.SqlSession;

/**
 * Nodes that went away with money: what they had leased counts as spent, as rows of kind
 * {@code unattributed}. When such a node comes back, its attempts take the place of those
 * rows.
 */
final class LostNodes {

	private static final Logger logger = LoggerFactory.getLogger(LostNodes.class);

	private static final String SILENT = "select c.node_id from journal_cursor c where c.seen_at < $1"
			+ " and exists (select 1 from lease l where l.node_id = c.node_id and l.nanos > 0) limit 100";

	private static final String STILL = "select node_id from journal_cursor where node_id = $1 and seen_at < $2"
			+ " for update";

	private static final String HELD = "select account, period from lease where node_id = $1 and nanos > 0 limit 1000";

	private final SluiceDatabase database;

	LostNodes(SluiceDatabase database) {
		this.database = database;
	}

	/**
	 * Writes off the leases of all nodes not seen for so long, by the database's clock.
	 * @param silence how long
	 * @return how many pots were changed
	 */
	Mono<Long> writeOff(Duration silence) {
		return this.database.now()
			.map((now) -> now.minus(silence).atOffset(ZoneOffset.UTC))
			.flatMap((before) -> this.database
				.read((session) -> session.query(SILENT, (row) -> Objects.requireNonNull(row.get(0, String.class)),
						before))
				.flatMapMany(Flux::fromIterable)
				.concatMap((node) -> writeOff(node, before))
				.reduce(0L, Long::sum));
	}

	/**
	 * Writes off the leases of one node, unless it was seen since.
	 * @param node the node
	 * @param before when it must have been seen last
	 * @return how many pots were changed
	 */
	Mono<Long> writeOff(String node, OffsetDateTime before) {
		return this.database
			.transaction((session) -> session.query(STILL, (row) -> node, node, before)
				.flatMap((found) -> found.isEmpty() ? Mono.just(0) : writeOff(session, node)))
			.repeat()
			.takeUntil((count) -> count == 0)
			.reduce(0L, Long::sum)
			.doOnNext((count) -> tell(node, count));
	}

	private Mono<Integer> writeOff(SqlSession session, String node) {
		PotTable pots = new PotTable(node);
		return session.query(HELD, PotTable::key, node).flatMap((keys) -> pots.lock(session, keys)).flatMap((rows) -> {
			List<PotChange> changes = rows.stream()
				.filter((row) -> row.leasedHereNanos() > 0)
				.map((row) -> PotChange.of(row, row.leasedHereNanos(), -row.leasedHereNanos(), row.leasedHereNanos()))
				.toList();
			List<PotEntry> entries = changes.stream()
				.map((change) -> new PotEntry(node, change.row().key(), change.spentNanos()))
				.toList();
			return pots.change(session, changes)
				.then(new LedgerTable(node).add(session, PotEntry.Kind.UNATTRIBUTED, entries))
				.thenReturn(changes.size());
		});
	}

	private static void tell(String node, long count) {
		if (count > 0) {
			logger.warn("The node {} is lost: what it had leased of {} allowances counts as spent until it comes back.",
					node, count);
		}
	}

}
