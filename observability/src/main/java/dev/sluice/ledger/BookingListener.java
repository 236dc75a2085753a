package dev.sluice.ledger;

import java.util.Map;

/**
 * Is told what the flusher has booked, after its commit, so that the node's own count of
 * unflushed money shrinks.
 */
@FunctionalInterface
public interface BookingListener {

	/**
	 * Takes note of committed bookings. Called once per transaction, on the flusher's
	 * thread; returns at once.
	 * @param bookings what was booked, by pot
	 */
	void booked(Map<AllowanceKey, Booking> bookings);

	/**
	 * What one transaction booked on one pot.
	 *
	 * @param spentNanos by how much {@code spent} grew: the costs of the attempts, which
	 * are unflushed no longer
	 * @param leaseNanos by how much this node's lease shrank; less than
	 * {@code spentNanos} when the lease did not cover the costs, because a provider
	 * charged more than was held
	 */
	record Booking(long spentNanos, long leaseNanos) {

		/**
		 * Adds two bookings.
		 * @param other the second
		 * @return their sum
		 */
		public Booking plus(Booking other) {
			return new Booking(this.spentNanos + other.spentNanos, this.leaseNanos + other.leaseNanos);
		}

	}

}
