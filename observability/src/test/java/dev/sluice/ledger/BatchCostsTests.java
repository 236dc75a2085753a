package dev.sluice.ledger;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.ledger.BookingListener.Booking;
import dev.sluice.ledger.PotRow.LeaseRow;

import static org.assertj.core.api.Assertions.assertThat;

/** What one transaction takes from each pot, to the nano-dollar. */
class BatchCostsTests {

	private static final AllowanceKey KEY = new AllowanceKey("key:k1", "2026-11");

	private static final AllowanceKey ORG = new AllowanceKey("org:o1", "lifetime");

	@Test
	void addsUpWhatEachPotPays() {
		FinishedAttempt open = new FinishedAttempt(Attempts.opened(50, KEY), null);
		BatchCosts costs = BatchCosts.of(List.of(Attempts.finished(50, 30, KEY, ORG), Attempts.finished(50, 1, KEY),
				Attempts.finished(50, 0, ORG), Attempts.finished(50, -1, ORG), open));
		assertThat(costs.byPot()).isEqualTo(Map.of(KEY, 81L, ORG, 30L));
		assertThat(costs.limits()).isEqualTo(Map.of(KEY, Long.MAX_VALUE, ORG, Long.MAX_VALUE));
		assertThat(BatchCosts.of(List.of(Attempts.finished(50, 0, KEY))).pots()).isEmpty();
	}

	@Test
	void sumsStayNumbers() {
		FinishedAttempt large = Attempts.finished(50, Long.MAX_VALUE - 1, KEY);
		assertThat(BatchCosts.of(List.of(large)).byPot()).containsEntry(KEY, BatchCosts.MOST);
		assertThat(BatchCosts.of(List.of(large, large)).byPot()).containsEntry(KEY, BatchCosts.MOST);
	}

	@ParameterizedTest
	@CsvSource({ "100, 0, 100, 0, 40, 40, -40, 0", "100, 30, 30, 0, 40, 40, -30, 0", "0, 0, 0, 0, 40, 40, 0, 0",
			"0, 0, 0, 100, 40, 0, 0, -40", "30, 30, 10, 20, 40, 20, -10, -20", "0, 0, 0, 40, 40, 0, 0, -40",
			"0, 0, 0, 39, 40, 1, 0, -39", "10, 100, 10, 100, 40, 10, -10, -30" })
	void takesFirstTheLeaseThenWhatWasWrittenOffThenTheRest(long leased, long spent, long here, long writtenOff,
			long cost, long spends, long leases, long corrects) {
		PotRow row = new PotRow(KEY, 1_000, spent, leased, new LeaseRow(KEY, "n1", here, writtenOff, 0), 1, 0, 0);
		List<PotChange> changes = new BatchCosts(Map.of(KEY, cost)).changes(List.of(row));
		assertThat(changes).containsExactly(new PotChange(row, 1_000, spends, leases, corrects));
		assertThat(BatchCosts.bookings(changes)).isEqualTo(Map.of(KEY, new Booking(cost, -leases)));
	}

	@ParameterizedTest
	@CsvSource({ "10, 10", "9, 9", "11, 10" })
	void aPotThatCanCountNoMoreTakesWhatItCan(long cost, long taken) {
		PotRow row = new PotRow(KEY, 1_000, BatchCosts.MOST - 10, 0, null, 0, 0, 0);
		assertThat(new BatchCosts(Map.of(KEY, cost)).changes(List.of(row)).get(0).spentNanos()).isEqualTo(taken);
		PotRow full = new PotRow(KEY, 1_000, Long.MAX_VALUE - 1, 0, null, 0, 0, 0);
		assertThat(new BatchCosts(Map.of(KEY, cost)).changes(List.of(full)).get(0).spentNanos()).isZero();
	}

	@Test
	void bookingsAddUp() {
		assertThat(new Booking(30, 20).plus(new Booking(5, 2))).isEqualTo(new Booking(35, 22));
	}

	@Test
	void aLeaseTellsThePotAfterIt() {
		PotRow none = new PotRow(KEY, 500, 40, 30, null, 2, 0, 0);
		PotRow after = PotChange.leased(none, 20, 1_000).after();
		assertThat(after.balance()).isEqualTo(new AllowanceStore.Balance(KEY, 40, 50, 20, 1_000));
		assertThat(after.nodes()).isEqualTo(3);
		assertThat(PotChange.leased(after, 5, 1_000).after().nodes()).isEqualTo(3);
		assertThat(PotChange.leased(none, 0, 1_000).after().nodes()).isEqualTo(2);
		PotRow booked = PotChange.of(after, 5, -12, 3).after();
		assertThat(booked.balance()).isEqualTo(new AllowanceStore.Balance(KEY, 45, 38, 8, 1_000));
		assertThat(booked.writtenOffNanos()).isEqualTo(3);
		assertThat(PotChange.leased(none, 0, 1_000).changesLease()).isFalse();
		assertThat(PotChange.of(none, 5, 0, 1).changesLease()).isTrue();
		assertThat(PotChange.of(none, 5, -1, 0).changesLease()).isTrue();
	}

}
