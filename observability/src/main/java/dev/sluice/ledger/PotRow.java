package dev.sluice.ledger;

import org.jspecify.annotations.Nullable;

/**
 * One pot as it stands in the database, with what this node holds of it.
 *
 * @param key the pot
 * @param limitNanos the limit it was last leased under
 * @param spentNanos what is booked
 * @param leasedNanos what all nodes hold leases of
 * @param lease this node's lease, or null when it has none
 * @param nodes how many nodes hold leases
 * @param wants how often it was wanted
 * @param answered how often all other nodes that hold leases have answered that
 */
record PotRow(AllowanceKey key, long limitNanos, long spentNanos, long leasedNanos, @Nullable LeaseRow lease, int nodes,
		long wants, long answered) {

	long leasedHereNanos() {
		return (this.lease != null) ? this.lease.nanos() : 0;
	}

	long writtenOffNanos() {
		return (this.lease != null) ? this.lease.writtenOffNanos() : 0;
	}

	AllowanceStore.Balance balance() {
		return new AllowanceStore.Balance(this.key, this.spentNanos, this.leasedNanos, leasedHereNanos(),
				this.limitNanos);
	}

	/** What a question is told that this locked pot refuses. */
	AllowanceStore.Refusal refusal() {
		return new AllowanceStore.Refusal(new AllowanceStore.Want(this.key, this.wants + 1), this.answered);
	}

	/**
	 * One node's lease of one pot.
	 *
	 * @param key the pot
	 * @param node the node
	 * @param nanos what it may spend
	 * @param writtenOffNanos what was booked as spent because the node was lost
	 * @param answered up to which want of others it has given back what it had to spare
	 */
	record LeaseRow(AllowanceKey key, String node, long nanos, long writtenOffNanos, long answered) {
	}

}
