package dev.sluice.ledger;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.sluice.store.TestStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Where each node's journal stands, and that only its own process moves it. */
@Timeout(60)
class CursorsTests {

	private static final AllowanceKey KEY = new AllowanceKey("key:k1", "2026-11");

	private static final String LONG_AGO = "update journal_cursor set seen_at = seen_at - interval '9' day";

	private static final String FRESH = "select node_id from journal_cursor"
			+ " where seen_at > current_timestamp - interval '1' day order by node_id";

	@TempDir
	Path folder;

	@ParameterizedTest
	@EnumSource
	void aNodeIsSeen(TestStore store) {
		try (StoreRig rig = new StoreRig(store, this.folder)) {
			rig.seen("n1");
			rig.seen("n2");
			rig.execute(LONG_AGO);
			rig.seen("n1");
			assertThat(rig.query(FRESH)).containsExactly("n1");
			assertThat(read(rig, "n1")).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void abookedBatchMovesTheCursorOfItsNodeAndSaysThatItIsThere(TestStore store) {
		try (StoreRig rig = new StoreRig(store, this.folder)) {
			Bookkeeper books = rig.books("n1");
			rig.seen("n2");
			rig.execute(LONG_AGO);
			book(books, null, new JournalPosition(3, 10));
			assertThat(read(rig, "n1")).contains(new JournalPosition(3, 10));
			assertThat(read(rig, "n2")).isEmpty();
			assertThat(rig.query(FRESH)).containsExactly("n1");
		}
	}

	@ParameterizedTest
	@EnumSource
	void whoStandsElsewhereBooksNothing(TestStore store) {
		try (StoreRig rig = new StoreRig(store, this.folder)) {
			Bookkeeper books = rig.books("n1");
			book(books, null, new JournalPosition(3, 10));
			List<String> rows = rig.query("select kind from attempt_ledger");
			for (JournalPosition from : List.of(new JournalPosition(3, 9), new JournalPosition(2, 10))) {
				assertThatIllegalStateException().isThrownBy(() -> book(books, from, new JournalPosition(3, 20)));
			}
			assertThatIllegalStateException().isThrownBy(() -> book(books, null, new JournalPosition(3, 20)));
			assertThat(read(rig, "n1")).contains(new JournalPosition(3, 10));
			assertThat(rig.query("select kind from attempt_ledger")).isEqualTo(rows).hasSize(1);
		}
	}

	private static void book(Bookkeeper books, JournalPosition from, JournalPosition to) {
		books.book(new JournalBatch(List.of(Attempts.finished(50, 30, KEY)), to), from, false).block(StoreRig.WAIT);
	}

	private static Optional<JournalPosition> read(StoreRig rig, String node) {
		return rig.run((session) -> Cursors.read(session, node));
	}

}
