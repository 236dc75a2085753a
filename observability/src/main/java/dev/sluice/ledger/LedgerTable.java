package dev.sluice.ledger;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.sluice.store.BulkTable;
import dev.sluice.store.BulkTable.Column;
import dev.sluice.store.ColumnType;
import dev.sluice.store.PlainRows;
import dev.sluice.store.RowsByKey;
import dev.sluice.store.SqlSession;

/**
 * The table {@code attempt_ledger}. Rows are added, and removed when they are old; never
 * changed.
 */
final class LedgerTable {

	/** The columns of an attempt, in the order of {@link LedgerRow}. */
	static final BulkTable ATTEMPTS = new BulkTable("attempt_ledger",
			List.of(id("id"), text("kind"), text("node_id"), text("request_id"), integer("attempt"), time("started_at"),
					text("tenant"), text("caller"), text("end_user"), text("route"), text("dialect"),
					text("upstream_dialect"), text("operation"), text("requested_model"), text("provider"),
					text("model"), text("served_model"), text("credential"), text("tier"), flag("streamed"),
					text("outcome"), text("reason"), integer("status"), bigint("input_tokens"), bigint("cached_tokens"),
					bigint("cache_write_5m_tokens"), bigint("cache_write_1h_tokens"), bigint("audio_input_tokens"),
					bigint("image_input_tokens"), bigint("output_tokens"), bigint("reasoning_tokens"),
					bigint("audio_output_tokens"), bigint("image_output_tokens"), bigint("images"),
					bigint("web_searches"), flag("estimated"), text("service_tier"), bigint("reported_nanos"),
					text("price_version"), bigint("held_nanos"), bigint("cost_nanos"), bigint("baseline_nanos"),
					bigint("savings_nanos"), bigint("first_content_nanos"), bigint("total_nanos"), text("tags"),
					text("metadata"), text("accounts")));

	private static final RowsByKey IDS = new RowsByKey("attempt_ledger", List.of("id"), "id");

	private final String node;

	LedgerTable(String node) {
		this.node = node;
	}

	/** Adds the rows of attempts, and tells what they cost. */
	Mono<BatchCosts> add(SqlSession session, List<FinishedAttempt> attempts) {
		LedgerRows rows = new LedgerRows(attempts, this.node);
		return session.load(ATTEMPTS, rows).then(Mono.fromSupplier(rows::costs));
	}

	/** Adds the row of an attempt, unless it has one. */
	Mono<Long> addAbsent(SqlSession session, @Nullable Object[] row) {
		Object id = row[0];
		if (id == null) {
			return Mono.error(new IllegalArgumentException("A row has no id"));
		}
		return session.select(IDS, Collections.singletonList(new Object[] { id }), (found) -> id)
			.flatMap((found) -> found.isEmpty()
					? session.load(ATTEMPTS, new PlainRows(ATTEMPTS, Collections.singletonList(row))) : Mono.just(0L));
	}

	/** Adds rows that belong to a pot and to no attempt. */
	Mono<Long> add(SqlSession session, PotEntry.Kind kind, List<PotEntry> entries) {
		return session.insertMany(PotEntry.COLUMNS, entries.stream().map((entry) -> entry.row(kind)).toList());
	}

	/** Which of these attempts have a row already. */
	Mono<Set<UUID>> known(SqlSession session, Collection<FinishedAttempt> attempts) {
		List<Object[]> ids = attempts.stream().map((attempt) -> new Object[] { attempt.opened().id() }).toList();
		return session.select(IDS, ids, (row) -> Objects.requireNonNull(row.get(0, UUID.class))).map(HashSet::new);
	}

	private static Column id(String name) {
		return new Column(name, ColumnType.ID);
	}

	private static Column text(String name) {
		return new Column(name, ColumnType.TEXT);
	}

	private static Column integer(String name) {
		return new Column(name, ColumnType.INTEGER);
	}

	private static Column bigint(String name) {
		return new Column(name, ColumnType.BIGINT);
	}

	private static Column flag(String name) {
		return new Column(name, ColumnType.FLAG);
	}

	private static Column time(String name) {
		return new Column(name, ColumnType.TIME);
	}

}
