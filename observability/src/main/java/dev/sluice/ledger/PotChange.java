package dev.sluice.ledger;

/**
 * What one transaction changes of a locked pot.
 *
 * @param row the pot before
 * @param limitNanos its limit from now on
 * @param spentNanos by how much {@code spent} grows
 * @param leaseNanos by how much this node's lease, and with it {@code leased}, grows
 * @param writtenOffNanos by how much grows what is written off of this node
 */
record PotChange(PotRow row, long limitNanos, long spentNanos, long leaseNanos, long writtenOffNanos) {

	static PotChange leased(PotRow row, long nanos, long limitNanos) {
		return new PotChange(row, limitNanos, 0, nanos, 0);
	}

	static PotChange of(PotRow row, long spentNanos, long leaseNanos, long writtenOffNanos) {
		return new PotChange(row, row.limitNanos(), spentNanos, leaseNanos, writtenOffNanos);
	}

	PotRow after() {
		return new PotRow(this.row.key(), this.limitNanos, this.row.spentNanos() + this.spentNanos,
				this.row.leasedNanos() + this.leaseNanos,
				new PotRow.LeaseRow(this.row.key(), "", this.row.leasedHereNanos() + this.leaseNanos,
						this.row.writtenOffNanos() + this.writtenOffNanos, 0),
				(this.row.leasedHereNanos() == 0 && this.leaseNanos > 0) ? this.row.nodes() + 1 : this.row.nodes(),
				this.row.wants(), this.row.answered());
	}

	boolean changesLease() {
		return this.leaseNanos != 0 || this.writtenOffNanos != 0;
	}

}
