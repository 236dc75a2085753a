package dev.sluice.budget.lease;

import dev.sluice.ledger.AllowanceStore.Balance;

/**
 * One question how a pot stands. Where nothing of the pot was on its way between question
 * and answer, the answer also tells what a lost answer or a former process left behind.
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
		if (surplus != 0) {
			this.pot.granted(surplus);
		}
		this.pot.upkeep.doubtful = false;
	}

}
