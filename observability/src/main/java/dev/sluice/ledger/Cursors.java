package dev.sluice.ledger;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import dev.sluice.store.SqlSession;

/** The table {@code journal_cursor}, a row for each node. */
final class Cursors {

	private Cursors() {
	}

	/** Says that a node is there, and makes its row when it has none. */
	static Mono<Long> seen(SqlSession session, String node) {
		return session.insertAbsent("journal_cursor (node_id)", List.<Object[]>of(new Object[] { node }))
			.then(session.execute("update journal_cursor set seen_at = current_timestamp where node_id = $1", node));
	}

	static Mono<Optional<JournalPosition>> read(SqlSession session, String node) {
		return session
			.query("select segment, place from journal_cursor where node_id = $1 and segment is not null",
					Cursors::position, node)
			.map((rows) -> rows.stream().findFirst());
	}

	private static JournalPosition position(Readable row) {
		return new JournalPosition(Objects.requireNonNull(row.get(0, Long.class)),
				Objects.requireNonNull(row.get(1, Integer.class)));
	}

}
