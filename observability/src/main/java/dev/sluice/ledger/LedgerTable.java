package dev.sluice.ledger;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import reactor.core.publisher.Mono;

import dev.sluice.store.RowsByKey;
import dev.sluice.store.SqlSession;

/**
 * The table {@code attempt_ledger}. Rows are added, and removed when they are old; never
 * changed.
 */
final class LedgerTable {

	private static final String ATTEMPTS = "attempt_ledger (id, kind, node_id, request_id, attempt, started_at, tenant,"
			+ " caller, end_user, route, dialect, upstream_dialect, operation, requested_model, provider, model,"
			+ " served_model, credential, tier, streamed, outcome, reason, status, input_tokens, cached_tokens,"
			+ " cache_write_5m_tokens, cache_write_1h_tokens, audio_input_tokens, image_input_tokens, output_tokens,"
			+ " reasoning_tokens, audio_output_tokens, image_output_tokens, images, web_searches, estimated,"
			+ " service_tier, reported_nanos, price_version, held_nanos, cost_nanos, baseline_nanos, savings_nanos,"
			+ " first_content_nanos, total_nanos, tags, metadata, accounts)";

	/** The columns of an attempt, in the order of {@link LedgerRow}. */
	static final List<String> COLUMNS = List
		.of(ATTEMPTS.substring(ATTEMPTS.indexOf('(') + 1, ATTEMPTS.length() - 1).split(", "));

	private static final RowsByKey IDS = new RowsByKey("attempt_ledger", List.of("id"), "id");

	private final String node;

	LedgerTable(String node) {
		this.node = node;
	}

	Mono<Long> add(SqlSession session, Collection<FinishedAttempt> attempts) {
		return session.insertMany(ATTEMPTS,
				attempts.stream().map((attempt) -> LedgerRow.of(attempt, this.node)).toList());
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

}
