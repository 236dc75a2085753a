package dev.sluice.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import dev.sluice.ledger.AllowanceStore.Balance;
import dev.sluice.ledger.AllowanceStore.Share;
import dev.sluice.ledger.BookingListener.Booking;
import dev.sluice.store.SluiceDatabase;
import dev.sluice.store.TestStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class BookkeeperTests {

	private static final Duration WAIT = Duration.ofSeconds(20);

	private static final AllowanceKey KEY = new AllowanceKey("key:k1", "2026-11");

	@TempDir
	Path folder;

	@ParameterizedTest
	@EnumSource
	void booksABatchOnceHoweverOftenItIsTried(TestStore store) {
		try (SluiceDatabase database = store.open(this.folder)) {
			Bookkeeper books = node(database, "n1");
			lease(database, "n1", 100, 100);
			JournalBatch batch = new JournalBatch(List.of(Attempts.finished(50, 30, KEY)), at(10));
			Map<AllowanceKey, Booking> first = book(books, batch, null, false);
			assertThat(first).containsExactly(Map.entry(KEY, new Booking(30, 30)));
			assertThat(book(books, batch, null, false)).isEqualTo(first);
			assertThat(balance(database, "n1")).isEqualTo(new Balance(KEY, 30, 70, 70, 100));
		}
	}

	@ParameterizedTest
	@EnumSource
	void leavesNothingBehindWhenTheCursorStandsElsewhere(TestStore store) {
		try (SluiceDatabase database = store.open(this.folder)) {
			Bookkeeper books = node(database, "n1");
			lease(database, "n1", 100, 100);
			JournalBatch batch = new JournalBatch(List.of(Attempts.finished(50, 30, KEY)), at(10));
			assertThatThrownBy(() -> book(books, batch, at(5), false)).isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("a copy of its home folder");
			assertThat(balance(database, "n1")).isEqualTo(new Balance(KEY, 0, 100, 100, 100));
			assertThat(rows(database)).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void leavesOutWhatAnOlderCopyOfTheJournalRepeats(TestStore store) {
		try (SluiceDatabase database = store.open(this.folder)) {
			Bookkeeper books = node(database, "n1");
			FinishedAttempt known = Attempts.finished(50, 30, KEY);
			book(books, new JournalBatch(List.of(known), at(10)), null, true);
			book(books, new JournalBatch(List.of(known, Attempts.finished(50, 7, KEY)), at(20)), at(10), true);
			assertThat(balance(database, "n1").spentNanos()).isEqualTo(37);
			assertThat(rows(database)).hasSize(2);
		}
	}

	@ParameterizedTest
	@EnumSource
	void countsTheLeaseOfALostNodeAsSpentUntilItComesBack(TestStore store) {
		try (SluiceDatabase database = store.open(this.folder)) {
			Bookkeeper books = node(database, "n1");
			lease(database, "n1", 100, 100);
			LostNodes lost = new LostNodes(database);
			assertThat(lost.writeOff(Duration.ofHours(24)).block(WAIT)).isZero();
			assertThat(lost.writeOff("n1", Instant.now().plusSeconds(60).atOffset(ZoneOffset.UTC)).block(WAIT))
				.isEqualTo(1);
			assertThat(balance(database, "n1")).isEqualTo(new Balance(KEY, 100, 0, 0, 100));
			assertThat(rows(database)).containsExactly("unattributed 100");
			JournalBatch batch = new JournalBatch(List.of(Attempts.finished(50, 30, KEY)), at(10));
			assertThat(book(books, batch, null, true)).containsExactly(Map.entry(KEY, new Booking(30, 0)));
			assertThat(balance(database, "n1")).isEqualTo(new Balance(KEY, 100, 0, 0, 100));
			new LeaseReturn(database, new PotTable("n1"), books).all().block(WAIT);
			assertThat(balance(database, "n1")).isEqualTo(new Balance(KEY, 30, 0, 0, 100));
			assertThat(rows(database)).containsExactlyInAnyOrder("unattributed 100", "attempt 30", "returned -30",
					"returned -70");
		}
	}

	@ParameterizedTest
	@EnumSource
	void removesWhatIsOldAndNothingElse(TestStore store) {
		try (SluiceDatabase database = store.open(this.folder)) {
			book(node(database, "n1"), new JournalBatch(List.of(Attempts.finished(50, 30, KEY)), at(10)), null, false);
			Retention retention = new Retention(database);
			assertThat(retention.sweep(Duration.ofDays(36_500)).block(WAIT)).isZero();
			assertThat(rows(database)).hasSize(1);
			assertThat(retention.sweep(Duration.ofDays(-1)).block(WAIT)).isEqualTo(2);
			assertThat(rows(database)).isEmpty();
		}
	}

	private Bookkeeper node(SluiceDatabase database, String name) {
		database.transaction((session) -> Cursors.seen(session, name)).block(WAIT);
		return new Bookkeeper(database, new PotTable(name), new RefusedAttempts(() -> this.folder));
	}

	private static Map<AllowanceKey, Booking> book(Bookkeeper books, JournalBatch batch, @Nullable JournalPosition from,
			boolean replay) {
		return Objects.requireNonNull(books.book(batch, from, replay).block(WAIT));
	}

	private static void lease(SluiceDatabase database, String node, long nanos, long limit) {
		store(database, node).lease(List.of(new Share(KEY, nanos, limit))).block(WAIT);
	}

	private static Balance balance(SluiceDatabase database, String node) {
		return Objects.requireNonNull(store(database, node).balances(List.of(KEY)).block(WAIT)).get(0);
	}

	private static AllowanceStore store(SluiceDatabase database, String node) {
		return new SqlAllowanceStore(database, new PotTable(node), Mono.empty());
	}

	private static List<String> rows(SluiceDatabase database) {
		return Objects.requireNonNull(
				database.read((session) -> session.query("select kind || ' ' || cost_nanos from attempt_ledger",
						(row) -> Objects.requireNonNull(row.get(0, String.class))))
					.block(WAIT));
	}

	private static JournalPosition at(int offset) {
		return new JournalPosition(0, offset);
	}

}
