package dev.sluice.budget.lease;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import reactor.core.publisher.Mono;

import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AllowanceStore;
import dev.sluice.ledger.AllowanceStore.Balance;
import dev.sluice.ledger.AllowanceStore.Lease;
import dev.sluice.ledger.AllowanceStore.Refusal;
import dev.sluice.ledger.AllowanceStore.Share;

/**
 * What the keeper asks the database: one question at a time, each for as many pots as
 * need it.
 */
final class LeaseTraffic {

	private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(100);

	/**
	 * A pot that said no is asked again no sooner, so that others can be asked without
	 * it.
	 */
	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

	/** For so long a holder that does not say what it has to spare is waited for. */
	private static final long NOTICE = TimeUnit.SECONDS.toNanos(3);

	private static final long REFRESH = TimeUnit.SECONDS.toNanos(1);

	private static final long FORGET = TimeUnit.MINUTES.toNanos(2);

	/** No work that the database began before this can still be committed. */
	static final long DOUBT = TimeUnit.SECONDS.toNanos(15);

	static final int BATCH = 256;

	private final AllowanceStore store;

	private final LongSupplier nanos;

	private final DatabaseLine line;

	private final LeaseReturns returns;

	private final Set<Pot> low = new LinkedHashSet<>();

	private int lastMove = 2;

	private long refreshedAt;

	private long sampledAt;

	LeaseTraffic(AllowanceStore store, LongSupplier nanos, DatabaseLine line) {
		this.store = store;
		this.nanos = nanos;
		this.line = line;
		this.returns = new LeaseReturns(store, line);
	}

	/** Whether the balance is younger than the question. */
	boolean isFresh(Pot pot, long since, long now) {
		return !this.line.isFailing()
				&& (pot.upkeep.readAt - since >= 0 || now - pot.upkeep.readAt < LeaseReturns.POLL);
	}

	/**
	 * Whether the database said no to who waits since then, and meant it: all others have
	 * given back what they had to spare within the last second, and while nothing is on
	 * its way here. Who does not answer is waited for a little longer, but not in vain.
	 */
	boolean isRefused(Pot pot, long since, long now) {
		return !pot.upkeep.asking && (pot.upkeep.wants.isAnswered(now - LeaseKeeper.PATIENCE)
				|| pot.upkeep.askedAt - since >= noticeTime());
	}

	/** For how long others are waited for that may have something to spare. */
	long noticeTime() {
		return NOTICE + 8 * this.line.answerTime();
	}

	void runsLow(Pot pot) {
		this.low.add(pot);
	}

	void returnAll(Pot pot) {
		this.returns.add(pot);
	}

	void next(Map<AllowanceKey, Pot> pots, Collection<Waiter> waiting, long now) {
		if (now - this.sampledAt >= LeaseReturns.POLL) {
			this.sampledAt = now;
			sample(pots, now);
		}
		if (this.line.isFree(now) && !(learn(waiting, now) || move(pots, waiting, now))) {
			refresh(pots, now);
		}
	}

	// In turns: while the database is slow, somebody always wants something back.
	private boolean move(Map<AllowanceKey, Pot> pots, Collection<Waiter> waiting, long now) {
		for (int i = 0; i < 3; i++) {
			this.lastMove = (this.lastMove + 1) % 3;
			boolean asked = switch (this.lastMove) {
				case 0 -> this.returns.giveBack(now);
				case 1 -> refill(waiting, now);
				default -> this.returns.poll(pots, now);
			};
			if (asked) {
				return true;
			}
		}
		return false;
	}

	private void sample(Map<AllowanceKey, Pot> pots, long now) {
		for (Pot pot : pots.values()) {
			PotUpkeep upkeep = pot.upkeep;
			upkeep.sample(pot, now);
			pot.lowWater(upkeep.target(pot, now) / 2);
			if (upkeep.isIdle(now) && pot.free() > 0) {
				this.returns.add(pot);
			}
			else if (pot.runsLow()) {
				this.low.add(pot);
			}
			if (now - upkeep.usedAt >= FORGET && !upkeep.doubtful && pot.close()) {
				pots.remove(pot.key(), pot);
			}
		}
	}

	private boolean learn(Collection<Waiter> waiting, long now) {
		Set<Pot> unknown = new LinkedHashSet<>();
		for (Waiter waiter : waiting) {
			for (Pot pot : waiter.purse.enforced()) {
				if (!pot.isKnown() && unknown.size() < BATCH) {
					unknown.add(pot);
				}
			}
		}
		return !unknown.isEmpty() && read(unknown, now);
	}

	private void refresh(Map<AllowanceKey, Pot> pots, long now) {
		if (now - this.refreshedAt < REFRESH) {
			return;
		}
		this.refreshedAt = now;
		List<Pot> active = pots.values()
			.stream()
			.filter((pot) -> pot.isKnown()
					&& (now - pot.upkeep.usedAt < PotUpkeep.IDLE + REFRESH || pot.upkeep.doubtful))
			.limit(BATCH)
			.toList();
		if (!active.isEmpty()) {
			read(active, now);
		}
	}

	private boolean read(Collection<Pot> pots, long now) {
		Map<AllowanceKey, BalanceReading> readings = new HashMap<>();
		pots.forEach((pot) -> readings.put(pot.key(), new BalanceReading(pot, now)));
		this.line.ask(this.store.balances(List.copyOf(readings.keySet())), (balances) -> {
			for (Balance balance : balances) {
				BalanceReading reading = readings.remove(balance.key());
				if (reading != null) {
					reading.answered(balance, now);
				}
			}
			readings.values().forEach((reading) -> reading.answered(reading.nothing(), now));
		}, () -> {
		});
		return true;
	}

	private boolean refill(Collection<Waiter> waiting, long now) {
		Set<Pot> asked = demanded(waiting, now);
		for (Iterator<Pot> lows = this.low.iterator(); lows.hasNext() && asked.size() < BATCH; lows.remove()) {
			Pot pot = lows.next();
			pot.unmarkLow();
			asked.add(pot);
		}
		List<Pot> due = new ArrayList<>();
		List<Share> shares = new ArrayList<>();
		for (Pot pot : asked) {
			long nanos = (now - pot.upkeep.retryAt >= 0) ? pot.upkeep.share(pot, now) : 0;
			pot.upkeep.reset();
			if (nanos > 0) {
				due.add(pot);
				shares.add(new Share(pot.key(), nanos, pot.limit()));
			}
		}
		if (shares.isEmpty()) {
			return false;
		}
		due.forEach((pot) -> pot.upkeep.asking = true);
		this.line.ask(this.store.lease(shares), (lease) -> leased(due, shares, lease, now),
				() -> due.forEach((pot) -> pot.upkeep.doubt(now + DOUBT)));
		return true;
	}

	private static Set<Pot> demanded(Collection<Waiter> waiting, long now) {
		Set<Pot> pots = new LinkedHashSet<>();
		for (Waiter waiter : waiting) {
			if (waiter.wanted == 0 || isPaused(waiter, now)) {
				continue;
			}
			for (Pot pot : waiter.purse.enforced()) {
				if (pots.size() < BATCH || pots.contains(pot)) {
					pots.add(pot);
					pot.upkeep.demand(waiter.least, waiter.wanted);
				}
			}
		}
		return pots;
	}

	// What one pot lacks need not be leased of the others: it would lie idle here.
	private static boolean isPaused(Waiter waiter, long now) {
		for (Pot pot : waiter.purse.enforced()) {
			if (now - pot.upkeep.retryAt < 0 && pot.free() < waiter.least) {
				return true;
			}
		}
		return false;
	}

	private void leased(List<Pot> pots, List<Share> shares, Lease lease, long askedAt) {
		long now = this.nanos.getAsLong();
		Map<AllowanceKey, Refusal> refused = new HashMap<>();
		lease.refused().forEach((refusal) -> refused.put(refusal.want().key(), refusal));
		long pause = (refused.size() < pots.size()) ? PAUSE : 0;
		for (int i = 0; i < pots.size(); i++) {
			Pot pot = pots.get(i);
			Refusal refusal = refused.get(pot.key());
			pot.noted(lease.balances().get(i));
			pot.upkeep.readAt = now;
			pot.upkeep.asking = false;
			pot.upkeep.askedAt = askedAt;
			pot.upkeep.nodes = Math.max(1, lease.nodes());
			if (lease.granted()) {
				pot.granted(shares.get(i).nanos());
			}
			else if (refusal != null) {
				pot.upkeep.wants.refused(refusal, askedAt);
				// Somebody else was faster, or there is less than was asked but enough.
				boolean enough = pot.unleased() >= pot.upkeep.leastAsked;
				pot.upkeep.retryAt = now + (enough ? pause : RETRY);
			}
			else {
				// It was not asked for alone. Now it is, without those that said no.
				this.low.add(pot);
			}
		}
	}

	/** Gives back all that is free, at the end. */
	Mono<Void> returnFree(Collection<Pot> pots) {
		return this.returns.giveBackAll(pots);
	}

}
