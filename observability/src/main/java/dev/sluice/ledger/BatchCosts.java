package dev.sluice.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.sluice.ledger.BookingListener.Booking;

/**
 * What the attempts of one batch cost each pot, and what that changes in it.
 *
 * @param byPot nano-dollars, positive
 */
record BatchCosts(Map<AllowanceKey, Long> byPot) {

	/** What a pot can count: sums of two such amounts are still numbers. */
	static final long MOST = Long.MAX_VALUE / 2;

	static BatchCosts of(List<FinishedAttempt> attempts) {
		Sum sum = new Sum();
		attempts.forEach(sum::add);
		return sum.costs();
	}

	Set<AllowanceKey> pots() {
		return this.byPot.keySet();
	}

	/** The limits of pots that are made only to be booked on. */
	Map<AllowanceKey, Long> limits() {
		return pots().stream().collect(Collectors.toMap((key) -> key, (key) -> Long.MAX_VALUE));
	}

	/** What is to be changed of each locked pot. */
	List<PotChange> changes(List<PotRow> rows) {
		return rows.stream().map((row) -> change(row, Objects.requireNonNull(this.byPot.get(row.key())))).toList();
	}

	private static PotChange change(PotRow row, long wanted) {
		// A pot that can count no more is spent for good; it holds up no other.
		long cost = Math.min(wanted, Math.max(0, MOST - row.spentNanos()));
		long leased = Math.min(cost, row.leasedHereNanos());
		// What was written off with this node's lease is spent already.
		long known = Math.min(cost - leased, row.writtenOffNanos());
		return PotChange.of(row, cost - known, -leased, -known);
	}

	/** What such changes book. */
	static Map<AllowanceKey, Booking> bookings(List<PotChange> changes) {
		return changes.stream()
			.collect(Collectors.toMap((change) -> change.row().key(),
					(change) -> new Booking(change.spentNanos() - change.writtenOffNanos(), -change.leaseNanos())));
	}

	/** Costs being summed up, attempt by attempt. */
	static final class Sum {

		private final Map<AllowanceKey, Long> byPot = new HashMap<>();

		void add(FinishedAttempt attempt) {
			long cost = Math.min(MOST, LedgerRow.cost(attempt));
			if (cost > 0) {
				attempt.opened()
					.accounts()
					.forEach((key) -> this.byPot.merge(key, cost, (one, other) -> Math.min(MOST, one + other)));
			}
		}

		BatchCosts costs() {
			return new BatchCosts(this.byPot);
		}

	}

}
