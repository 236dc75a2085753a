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
	 * @param bookedNanos nano-dollars that moved from this node's lease to spent, by pot
	 */
	void booked(Map<AllowanceKey, Long> bookedNanos);

}
