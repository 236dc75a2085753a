package dev.sluice.budget;

import dev.sluice.budget.lease.Pot;

/**
 * One policy applied to one account in one period.
 *
 * @param policy the policy
 * @param pot the account's money at this node
 * @param limit the limit now, in nano-dollars
 */
record PolicyUse(BudgetPolicy policy, Pot pot, long limit) {

	boolean enforced() {
		return this.policy.mode() == BudgetMode.ENFORCE;
	}

	boolean exhausted() {
		return this.pot.spent() >= this.limit;
	}

}
