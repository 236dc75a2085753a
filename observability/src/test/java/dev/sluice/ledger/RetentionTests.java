package dev.sluice.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import dev.sluice.store.SluiceDatabase;
import dev.sluice.store.TestStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

@Timeout(60)
class RetentionTests {

	private static final Duration MONTH = Duration.ofDays(30);

	@TempDir
	Path folder;

	@ParameterizedTest
	@EnumSource
	void keepsThePotsThatStillMatter(TestStore store) {
		try (StoreRig rig = new StoreRig(store, this.folder)) {
			for (String account : List.of("leased", "old", "new", "lost")) {
				rig.lease("n1", new AllowanceKey(account, "2026-01"), 10, 100);
			}
			rig.lease("n1", new AllowanceKey("ever", "lifetime"), 10, 100);
			rig.execute("update lease set nanos = 0 where account <> 'leased'");
			rig.execute("update lease set written_off_nanos = 5 where account = 'lost'");
			rig.execute("update allowance set leased_nanos = 0 where account <> 'leased'");
			rig.execute("update allowance set changed_at = changed_at - interval '31' day where account <> 'new'");
			assertThat(new Retention(rig.database).sweep(MONTH).block(StoreRig.WAIT)).isEqualTo(1);
			assertThat(rig.query("select account from allowance order by account")).containsExactly("ever", "leased",
					"lost", "new");
		}
	}

	@ParameterizedTest
	@EnumSource
	void aPotIsUsedWhenItIsLeasedOrBookedOn(TestStore store) {
		try (StoreRig rig = new StoreRig(store, this.folder)) {
			AllowanceKey key = new AllowanceKey("k", "2026-01");
			Bookkeeper books = rig.books("n1");
			rig.lease("n1", key, 0, 100);
			rig.execute("update allowance set changed_at = changed_at - interval '31' day");
			books
				.book(new JournalBatch(List.of(Attempts.finished(50, 30, key)), new JournalPosition(0, 1)), null, false)
				.block(StoreRig.WAIT);
			new Retention(rig.database).sweep(MONTH).block(StoreRig.WAIT);
			assertThat(rig.pots()).containsExactly("k 2026-01 30 0");
		}
	}

	@ParameterizedTest
	@EnumSource
	void removesOldRowsBatchByBatch(TestStore store) {
		try (StoreRig rig = new StoreRig(store, this.folder)) {
			LedgerTable ledger = new LedgerTable("n1");
			rig.run((session) -> ledger.add(session,
					IntStream.range(0, 2_001).mapToObj((index) -> Attempts.finished(50, 30)).toList()));
			rig.execute("update attempt_ledger set started_at = current_timestamp - interval '31' day");
			rig.run((session) -> ledger.add(session, List.of(Attempts.finished(50, 30))));
			rig.execute("update attempt_ledger set started_at = current_timestamp - interval '29' day"
					+ " where started_at > current_timestamp - interval '30' day");
			assertThat(new Retention(rig.database).sweep(MONTH).block(StoreRig.WAIT)).isEqualTo(2_001);
			assertThat(rig.query("select kind from attempt_ledger")).hasSize(1);
		}
	}

	@Test
	void betweenFullBatchesTheOthersHaveRoom() {
		VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
		SluiceDatabase database = mock(SluiceDatabase.class);
		Queue<Long> rows = new ArrayDeque<>(List.of(1_000L, 0L, 1_000L, 999L));
		when(database.now()).thenReturn(Mono.just(Instant.EPOCH));
		when(database.transaction(any())).thenReturn(Mono.fromSupplier(rows::remove));
		List<Long> removed = new ArrayList<>();
		new Retention(database).sweep(MONTH).subscribe(removed::add);
		time.advanceTimeBy(Duration.ofMillis(19));
		assertThat(rows).hasSize(2);
		time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(rows).hasSize(1);
		time.advanceTimeBy(Duration.ofMillis(20));
		assertThat(removed).as("and after the last at once").containsExactly(2_999L);
		VirtualTimeScheduler.reset();
	}

}
