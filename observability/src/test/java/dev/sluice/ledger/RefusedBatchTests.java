package dev.sluice.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.sluice.ledger.BookingListener.Booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Batches of which the database takes only a part, or nothing. */
@Timeout(60)
class RefusedBatchTests {

	@RegisterExtension
	static final SharedStore store = new SharedStore();

	private final StoreRig rig = store.rig();

	private final RefusedAttempts refused = new RefusedAttempts(store::folder);

	private AllowanceKey key;

	private String node;

	private Bookkeeper books;

	@BeforeAll
	static void makeItPicky() {
		store.rig().execute("alter table attempt_ledger add constraint picky check (route <> 'refused-route')");
		store.rig().execute("alter table allowance add constraint poor check (spent_nanos <> 77)");
	}

	@BeforeEach
	void make() {
		this.node = store.newNode();
		this.key = new AllowanceKey("key:" + this.node, "lifetime");
		this.rig.seen(this.node);
		this.books = new Bookkeeper(this.rig.database, new PotTable(this.node), this.refused);
	}

	@AfterEach
	void removeFiles() throws IOException {
		for (Path file : this.refused.files()) {
			Files.delete(file);
		}
	}

	@Test
	void aBatchThatIsRefusedThoughNoRowOfItIsFails() {
		assertThatExceptionOfType(R2dbcDataIntegrityViolationException.class)
			.isThrownBy(() -> book(null, 1, Attempts.finished(50, 77, this.key)));
		assertThat(this.refused.fileCount()).isZero();
		assertThat(rows()).isEmpty();
		assertThat(book(null, 1, Attempts.finished(50, 7, this.key))).containsOnlyKeys(this.key);
	}

	@Test
	void whatWasBookedBeforeIsNotRefused() {
		FinishedAttempt known = Attempts.finished(50, 30, this.key);
		book(null, 1, known);
		AttemptOpened picky = Attempts.routed("refused-route", this.key);
		assertThat(book(1, 2, known, new FinishedAttempt(picky, Attempts.closed(picky, 5)),
				Attempts.finished(50, 1, this.key)))
			.containsExactly(Map.entry(this.key, new Booking(6, 0)));
		assertThat(this.refused.count()).isEqualTo(1);
		assertThat(rows()).containsExactly("1", "30");
	}

	@Test
	void allOfABatchMayBeRefused() {
		AttemptOpened picky = Attempts.routed("refused-route", this.key);
		assertThat(book(null, 1, new FinishedAttempt(picky, Attempts.closed(picky, 5))))
			.containsExactly(Map.entry(this.key, new Booking(5, 0)));
		assertThat(rows()).isEmpty();
		assertThat(this.refused.fileCount()).isEqualTo(1);
	}

	@Test
	void ofManyOnlyThoseThatAreRefusedAreSetAside() {
		FinishedAttempt[] batch = new FinishedAttempt[300];
		for (int i = 0; i < batch.length; i++) {
			AttemptOpened opened = Attempts.routed((i == 17 || i == 18 || i == 299) ? "refused-route" : "r", this.key);
			batch[i] = new FinishedAttempt(opened, Attempts.closed(opened, i));
		}
		assertThat(book(null, 1, batch)).containsExactly(Map.entry(this.key, new Booking(300 * 299 / 2, 0)));
		assertThat(this.refused.count()).isEqualTo(3);
		assertThat(rows()).hasSize(297).doesNotContain("17", "18", "299").contains("16", "19", "298");
	}

	@Test
	void ofABatchThatSomebodyElseBookedNothingIsTold() {
		book(null, 1, Attempts.finished(50, 30, this.key));
		this.rig.execute("update journal_cursor set place = 2 where node_id = '" + this.node + "'");
		assertThat(book(1, 2, Attempts.finished(50, 7, this.key))).isEmpty();
		assertThat(rows()).containsExactly("30");
	}

	@Test
	void aPotThatIsThereStaysAsItIsWhenAnotherIsMissing() {
		this.rig.lease(this.node, this.key, 10, 100);
		AllowanceKey missing = new AllowanceKey("org:" + this.node, "lifetime");
		assertThat(book(null, 1, Attempts.finished(50, 30, this.key, missing)))
			.isEqualTo(Map.of(this.key, new Booking(30, 10), missing, new Booking(30, 0)));
		assertThat(Objects.requireNonNull(this.rig.balance(this.node, this.key)).limitNanos()).isEqualTo(100);
	}

	@Test
	void aBatchWithARowThatCannotBeMadeBooksNothingYet() {
		AttemptOpened plain = Attempts.routed("r", this.key);
		AttemptOpened never = new AttemptOpened(plain.id(), "req-1", 1, Instant.MAX, "acme", "key1", null, "r", "d",
				"d", "chat", "m", "p", "m", null, "standard", true, List.of(), Map.of(), "v", 150, List.of(this.key));
		FinishedAttempt whole = Attempts.finished(50, 30, this.key);
		assertThatExceptionOfType(DateTimeException.class)
			.isThrownBy(() -> book(null, 1, whole, new FinishedAttempt(never, Attempts.closed(never, 5))));
		assertThat(rows()).isEmpty();
		assertThat(this.refused.fileCount()).isZero();
		assertThat(this.rig.balance(this.node, this.key)).isNull();
		assertThat(book(null, 1, whole)).containsExactly(Map.entry(this.key, new Booking(30, 0)));
	}

	private Map<AllowanceKey, Booking> book(@Nullable Integer from, int to, FinishedAttempt... attempts) {
		return Objects.requireNonNull(
				this.books
					.book(new JournalBatch(List.of(attempts), new JournalPosition(0, to)),
							(from != null) ? new JournalPosition(0, from) : null, true)
					.block(StoreRig.WAIT));
	}

	private List<String> rows() {
		return this.rig.query("select cast(cost_nanos as varchar) from attempt_ledger where node_id = '" + this.node
				+ "' and kind = 'attempt' order by cost_nanos");
	}

}
