package dev.sluice.ledger;

/**
 * One pot of money: an account in one period.
 *
 * @param account kind and name of who pays, such as {@code key:k1} or {@code tag:red},
 * prefixed with its tenant where names of two tenants could meet
 * @param period the period's name by database time: {@code lifetime}, a day such as
 * {@code 2026-11-20}, an ISO week such as {@code 2026-W47} or a month such as
 * {@code 2026-11}
 */
public record AllowanceKey(String account, String period) implements Comparable<AllowanceKey> {

	// Every transaction takes its rows in this order, so that none waits in a circle.
	@Override
	public int compareTo(AllowanceKey other) {
		int order = this.account.compareTo(other.account);
		return (order != 0) ? order : this.period.compareTo(other.period);
	}

}
