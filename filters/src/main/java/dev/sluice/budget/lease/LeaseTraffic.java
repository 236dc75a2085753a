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
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AllowanceStore;
import dev.sluice.ledger.AllowanceStore.Balance;
import dev.sluice.ledger.AllowanceStore.Lease;
import dev.sluice.ledger.AllowanceStore.Share;

/**
 * What the keeper asks the database: one question at a time, each for as many pots as
 * need it.
 */
final class LeaseTraffic {

	private static final Logger logger = LoggerFactory.getLogger(LeaseTraffic.class);

	private static final long POLL = TimeUnit.MILLISECONDS.toNanos(250);

	private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(100);

	/**
	 * A pot that said no is asked again no sooner, so that others can be asked without
	 * it.
	 */
	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

	/**
	 * Within this time a holder learns that its money is wanted, but for the database's.
	 */
	private static final long NOTICE = TimeUnit.MILLISECONDS.toNanos(800);

	private static final long REFRESH = TimeUnit.SECONDS.toNanos(1);

	private static final long FORGET = TimeUnit.MINUTES.toNanos(2);

	/** No work that the database began before this can still be committed. */
	private static final long DOUBT = TimeUnit.SECONDS.toNanos(15);

	private static final int BATCH = 256;

	private final AllowanceStore store;

	private final LongSupplier nanos;

	private final Consumer<Runnable> answers;

	private final List<Pot> returning = new ArrayList<>();

	private final Set<Pot> low = new LinkedHashSet<>();

	private boolean busy;

	private long polledAt;

	private long refreshedAt;

	private long sampledAt;

	private long failedAt;

	private long answeredAt;

	private long answerTime;

	private boolean failing;

	private boolean ended;

	private final List<Runnable> whenQuiet = new ArrayList<>();

	LeaseTraffic(AllowanceStore store, LongSupplier nanos, Consumer<Runnable> answers) {
		this.store = store;
		this.nanos = nanos;
		this.answers = answers;
	}

	/** Whether the database does not answer, or takes far longer than it did. */
	boolean isDown(long now) {
		long patience = Math.min(3 * LeaseKeeper.PATIENCE, Math.max(LeaseKeeper.PATIENCE, 4 * this.answerTime));
		return this.failing || (this.busy && now - this.answeredAt > patience);
	}

	/**
	 * How long it may take until money that lies idle elsewhere can be leased here: the
	 * mark, the question of its holder, the return, and one question that was before it.
	 */
	long returnTime() {
		return NOTICE + 4 * this.answerTime;
	}

	/** Whether the balance is younger than the question. */
	boolean isFresh(Pot pot, long since, long now) {
		return !this.failing && (pot.upkeep.readAt - since >= 0 || now - pot.upkeep.readAt < POLL);
	}

	void runsLow(Pot pot) {
		this.low.add(pot);
	}

	void returnAll(Pot pot) {
		this.returning.add(pot);
	}

	void next(Map<AllowanceKey, Pot> pots, Collection<Waiter> waiting, long now) {
		if (now - this.sampledAt >= POLL) {
			this.sampledAt = now;
			sample(pots, now);
		}
		if (this.busy) {
			return;
		}
		this.whenQuiet.forEach(Runnable::run);
		this.whenQuiet.clear();
		if (this.ended || (this.failing && now - this.failedAt < RETRY)) {
			return;
		}
		if (!(learn(waiting, now) || giveBack(now) || poll(pots, now) || refill(waiting, now))) {
			refresh(pots, now);
		}
	}

	private void sample(Map<AllowanceKey, Pot> pots, long now) {
		for (Pot pot : pots.values()) {
			PotUpkeep upkeep = pot.upkeep;
			upkeep.sample(pot, now);
			pot.lowWater(upkeep.target(pot, now) / 2);
			if (now - upkeep.usedAt >= PotUpkeep.IDLE && pot.free() > 0) {
				this.returning.add(pot);
			}
			else if (pot.free() < 0 || pot.runsLow()) {
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
		ask(this.store.balances(List.copyOf(readings.keySet())), (balances) -> {
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

	private boolean giveBack(long now) {
		List<Share> shares = new ArrayList<>();
		List<Pot> touched = new ArrayList<>();
		for (Pot pot : this.returning) {
			long nanos = (shares.size() < BATCH) ? pot.takeFree() : 0;
			if (nanos > 0) {
				shares.add(new Share(pot.key(), nanos, pot.limit()));
				touched.add(pot);
			}
		}
		this.returning.clear();
		if (shares.isEmpty()) {
			return false;
		}
		ask(this.store.giveBack(shares).thenReturn(true), (done) -> {
		}, () -> touched.forEach((pot) -> pot.upkeep.doubt(now + DOUBT)));
		return true;
	}

	private boolean poll(Map<AllowanceKey, Pot> pots, long now) {
		if (now - this.polledAt < POLL || pots.values().stream().noneMatch((pot) -> pot.leased() > 0)) {
			return false;
		}
		this.polledAt = now;
		ask(this.store.wanted(), (wanted) -> {
			for (AllowanceKey key : wanted) {
				Pot pot = pots.get(key);
				if (pot != null) {
					pot.upkeep.wantedUntil = now + PotUpkeep.IDLE;
					this.returning.add(pot);
				}
			}
		}, () -> {
		});
		return true;
	}

	private boolean refill(Collection<Waiter> waiting, long now) {
		Set<Pot> asked = demanded(waiting);
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
		ask(this.store.lease(shares), (lease) -> leased(due, shares, lease, now),
				() -> due.forEach((pot) -> pot.upkeep.doubt(now + DOUBT)));
		return true;
	}

	private static Set<Pot> demanded(Collection<Waiter> waiting) {
		Set<Pot> pots = new LinkedHashSet<>();
		for (Waiter waiter : waiting) {
			if (waiter.wanted == 0) {
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

	private void leased(List<Pot> pots, List<Share> shares, Lease lease, long askedAt) {
		long now = this.nanos.getAsLong();
		long pause = (lease.refused().size() < pots.size()) ? PAUSE : 0;
		for (int i = 0; i < pots.size(); i++) {
			Pot pot = pots.get(i);
			pot.noted(lease.balances().get(i));
			pot.upkeep.readAt = now;
			pot.upkeep.askedAt = askedAt;
			pot.upkeep.nodes = Math.max(1, lease.nodes());
			if (lease.granted()) {
				pot.granted(shares.get(i).nanos());
			}
			else if (lease.refused().contains(pot.key())) {
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

	/** Asks nothing more, and tells once nothing is on its way. */
	void end(Runnable quiet) {
		this.ended = true;
		this.whenQuiet.add(quiet);
	}

	void begin() {
		this.ended = false;
	}

	Mono<Void> returnFree(Collection<Pot> pots) {
		List<Share> shares = pots.stream().flatMap((pot) -> share(pot, pot.takeFree())).toList();
		return shares.isEmpty() ? Mono.empty() : this.store.giveBack(shares);
	}

	private static Stream<Share> share(Pot pot, long nanos) {
		return (nanos > 0) ? Stream.of(new Share(pot.key(), nanos, pot.limit())) : Stream.empty();
	}

	private <T> void ask(Mono<T> question, Consumer<T> answer, Runnable doubt) {
		this.busy = true;
		this.answeredAt = this.nanos.getAsLong();
		question.subscribe((value) -> this.answers.accept(() -> {
			this.busy = false;
			this.failing = false;
			answered();
			answer.accept(value);
		}), (error) -> this.answers.accept(() -> {
			this.busy = false;
			failed(error);
			doubt.run();
		}));
	}

	// Rises at once and falls slowly.
	private void answered() {
		long now = this.nanos.getAsLong();
		long took = now - this.answeredAt;
		this.answerTime = (took > this.answerTime) ? took : (7 * this.answerTime + took) / 8;
		this.answeredAt = now;
	}

	private void failed(Throwable error) {
		if (!this.failing) {
			logger.warn("The database does not tell how budgets stand, so calls spend what is leased: {}",
					error.getMessage());
		}
		this.failing = true;
		this.failedAt = this.nanos.getAsLong();
	}

}
