package dev.sluice.budget.lease;

import dev.sluice.ledger.AllowanceStore.Balance;

/**
 * One question how a pot stands. Where nothing of the pot was on its way between question
 * and answer, the answer also tells what became of a lease whose answer was lost.
 */
final class BalanceReading {

	private final Pot pot;

	private final boolean quiet;

	private final long turnover;

	BalanceReading(Pot pot, long now) {
		this.pot = pot;
		this.turnover = pot.turnover();
		boolean sure = !pot.upkeep.doubtful || now - pot.upkeep.doubtfulUntil >= 0;
		this.quiet = pot.unflushed() == 0 && sure;
	}

	Balance nothing() {
		return new Balance(this.pot.key(), 0, 0, 0, this.pot.limit());
	}

	void answered(Balance balance, long now) {
		this.pot.noted(balance);
		this.pot.upkeep.readAt = now;
		if (!this.quiet || this.pot.unflushed() != 0 || this.pot.turnover() != this.turnover) {
			return;
		}
		long surplus = balance.leasedHereNanos() - this.pot.leased();
		// More than is known here comes from an answer that was lost; without one it is
		// a former process's, and goes back on its own.
		if (surplus < 0 || this.pot.upkeep.doubtful) {
			this.pot.granted(surplus);
		}
		this.pot.upkeep.doubtful = false;
	}

}
