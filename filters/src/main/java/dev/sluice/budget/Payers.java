package dev.sluice.budget;

import java.util.ArrayList;
import java.util.List;

import dev.sluice.budget.lease.Purse;

/**
 * Who pays for the calls of one caller.
 *
 * @param purse the pots
 * @param uses the policies behind them
 * @param version the version of the policies
 * @param validUntil until which time of the database, in milliseconds, periods and limits
 * stay as they are
 */
record Payers(Purse purse, List<PolicyUse> uses, long version, long validUntil) {

	static final Payers NOBODY = new Payers(Purse.EMPTY, List.of(), 0, Long.MAX_VALUE);

	boolean isValid(long presentVersion, long now) {
		return this.version == presentVersion && now < this.validUntil && !this.purse.isStale();
	}

	Payers and(Payers other) {
		if (other.uses.isEmpty()) {
			return this;
		}
		if (this.uses.isEmpty()) {
			return other;
		}
		List<PolicyUse> all = new ArrayList<>(this.uses);
		all.addAll(other.uses);
		return new Payers(this.purse.and(other.purse), all, this.version, Math.min(this.validUntil, other.validUntil));
	}

}
