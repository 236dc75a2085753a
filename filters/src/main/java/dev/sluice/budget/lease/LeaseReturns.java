package dev.sluice.budget.lease;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AllowanceStore;
import dev.sluice.ledger.AllowanceStore.Return;
import dev.sluice.ledger.AllowanceStore.Want;

/** What goes back to the database: money that lies idle, or that other nodes want. */
final class LeaseReturns {

	/** How often to ask what others want. */
	static final long POLL = TimeUnit.MILLISECONDS.toNanos(250);

	private final AllowanceStore store;

	private final DatabaseLine line;

	private final Set<Pot> due = new LinkedHashSet<>();

	private long polledAt;

	LeaseReturns(AllowanceStore store, DatabaseLine line) {
		this.store = store;
		this.line = line;
	}

	/** Gives back what is free of a pot, with the next question. */
	void add(Pot pot) {
		this.due.add(pot);
	}

	/** Gives back what is due, if anything is. */
	boolean giveBack(long now) {
		Map<Pot, Return> returns = new HashMap<>();
		for (Pot pot : this.due) {
			// What is free is taken after the want was heard of, or it would be no
			// answer.
			long answer = pot.upkeep.wants.answer();
			long nanos = pot.takeFree();
			if (nanos > 0 || answer > 0) {
				returns.put(pot, new Return(pot.key(), nanos, answer));
			}
			if (returns.size() == LeaseTraffic.BATCH) {
				break;
			}
		}
		this.due.clear();
		if (returns.isEmpty()) {
			return false;
		}
		this.line.ask(this.store.giveBack(List.copyOf(returns.values())).thenReturn(true),
				(done) -> returns.forEach((pot, given) -> pot.upkeep.wants.told(given.answers())),
				() -> returns.keySet().forEach((pot) -> pot.upkeep.doubt(now + LeaseTraffic.DOUBT)));
		return true;
	}

	/** Asks what others want, if it is time. */
	boolean poll(Map<AllowanceKey, Pot> pots, long now) {
		if (now - this.polledAt < POLL || pots.values().stream().noneMatch((pot) -> pot.leased() > 0)) {
			return false;
		}
		this.polledAt = now;
		this.line.ask(this.store.wanted(), (wants) -> wants.forEach((want) -> wanted(pots.get(want.key()), want, now)),
				() -> {
				});
		return true;
	}

	private void wanted(@Nullable Pot pot, Want want, long now) {
		if (pot != null) {
			pot.upkeep.wantedUntil = now + PotUpkeep.IDLE;
			pot.upkeep.wants.wanted(want.number());
			this.due.add(pot);
		}
	}

	/** Gives back all that is free, at the end. */
	Mono<Void> giveBackAll(Collection<Pot> pots) {
		List<Return> returns = new ArrayList<>();
		for (Pot pot : pots) {
			long nanos = pot.takeFree();
			if (nanos > 0) {
				returns.add(new Return(pot.key(), nanos, 0));
			}
		}
		return returns.isEmpty() ? Mono.empty() : this.store.giveBack(returns);
	}

}
