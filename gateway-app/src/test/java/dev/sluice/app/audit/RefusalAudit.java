package dev.sluice.app.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds calls that were refused although there was money for them that no call held, all
 * the time for a second: it lay idle in somebody's lease, or was leased by nobody.
 */
final class RefusalAudit {

	/** For how long a call may have to wait for money that lies elsewhere. */
	private static final long IDLE_MILLIS = 1_000;

	private final Map<String, Account> accounts = new HashMap<>();

	private final long delayMillis;

	/**
	 * Creates an audit.
	 * @param limits of all accounts
	 * @param spells when which money was held or spent
	 * @param delayMillis how long a refusal may take to its client
	 */
	RefusalAudit(Map<String, Long> limits, List<Spell> spells, long delayMillis) {
		this.delayMillis = delayMillis;
		limits.forEach((account, nanos) -> this.accounts.put(account, new Account(nanos)));
		for (Spell spell : spells) {
			for (String name : spell.accounts()) {
				Account account = this.accounts.get(name);
				if (account != null) {
					account.changes.merge(spell.fromMillis(), spell.heldNanos(), Long::sum);
					account.changes.merge(spell.toMillis(), spell.costNanos() - spell.heldNanos(), Long::sum);
				}
			}
		}
		this.accounts.values().forEach(Account::addUp);
	}

	/**
	 * Money that a call held for a time, and then had spent.
	 *
	 * @param accounts whose money
	 * @param fromMillis when it was sent
	 * @param toMillis when it ended
	 * @param heldNanos until then
	 * @param costNanos from then on
	 */
	record Spell(List<String> accounts, long fromMillis, long toMillis, long heldNanos, long costNanos) {
	}

	/** What is wrong with the refusal of a call of these accounts, or nothing. */
	String fault(SpendAnswer refused, List<String> payers) {
		StringBuilder room = new StringBuilder();
		long from = Math.max(refused.sentMillis(), refused.endMillis() - this.delayMillis - IDLE_MILLIS);
		for (String payer : payers) {
			Account account = this.accounts.get(payer);
			long least = (account != null) ? account.leastFree(from, refused.endMillis()) : Long.MAX_VALUE;
			if (least < refused.leastNanos()) {
				return "";
			}
			room.append(' ').append(payer).append(" had ").append(least);
		}
		return refused.id() + " needed " + refused.leastNanos() + " from " + from + " to " + refused.endMillis() + ":"
				+ room;
	}

	private static final class Account {

		private final long limit;

		private final TreeMap<Long, Long> changes = new TreeMap<>();

		private final List<Long> times = new ArrayList<>();

		private final List<Long> free = new ArrayList<>();

		Account(long limit) {
			this.limit = limit;
		}

		void addUp() {
			long used = 0;
			for (Map.Entry<Long, Long> change : this.changes.entrySet()) {
				used += change.getValue();
				this.times.add(change.getKey());
				this.free.add(this.limit - used);
			}
		}

		/** The least that was free at any time between two. */
		long leastFree(long from, long to) {
			int next = java.util.Collections.binarySearch(this.times, from + 1);
			next = (next >= 0) ? next : -next - 1;
			long least = (next > 0) ? this.free.get(next - 1) : this.limit;
			for (; next < this.times.size() && this.times.get(next) <= to; next++) {
				least = Math.min(least, this.free.get(next));
			}
			return least;
		}

	}

}
