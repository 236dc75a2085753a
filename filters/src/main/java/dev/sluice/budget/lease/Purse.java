package dev.sluice.budget.lease;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.sluice.ledger.AllowanceKey;

/** All pots that one call pays from. */
public final class Purse {

	/** Nobody's money is counted. */
	public static final Purse EMPTY = new Purse(List.of(), List.of());

	private final Pot[] enforced;

	private final Pot[] watched;

	private final List<AllowanceKey> keys;

	/**
	 * Makes a purse.
	 * @param enforced the pots whose limits must hold
	 * @param watched the pots that are only counted
	 */
	public Purse(List<Pot> enforced, List<Pot> watched) {
		this.enforced = enforced.stream().sorted(Comparator.comparing(Pot::key)).toArray(Pot[]::new);
		this.watched = watched.toArray(Pot[]::new);
		this.keys = List.copyOf(Stream.concat(enforced.stream(), watched.stream()).map(Pot::key).sorted().toList());
	}

	/**
	 * This purse with further pots.
	 * @param other what else the call pays from
	 * @return a purse of both
	 */
	public Purse and(Purse other) {
		if (other.isEmpty()) {
			return this;
		}
		List<Pot> limits = new ArrayList<>(List.of(this.enforced));
		limits.addAll(List.of(other.enforced));
		List<Pot> others = new ArrayList<>(List.of(this.watched));
		others.addAll(List.of(other.watched));
		return new Purse(limits, others);
	}

	/**
	 * Whether there is no pot.
	 * @return true when the call is paid from nobody's budget
	 */
	public boolean isEmpty() {
		return this.keys.isEmpty();
	}

	/**
	 * Whether some limit must hold.
	 * @return false when all pots are only watched
	 */
	public boolean isLimited() {
		return this.enforced.length > 0;
	}

	/**
	 * The accounts, in order.
	 * @return their keys
	 */
	public List<AllowanceKey> keys() {
		return this.keys;
	}

	Pot[] enforced() {
		return this.enforced;
	}

	Pot[] watched() {
		return this.watched;
	}

	/** Whether the database has been asked about every limit. */
	boolean isKnown() {
		for (Pot pot : this.enforced) {
			if (!pot.isKnown()) {
				return false;
			}
		}
		return true;
	}

	/** Whether a pot was closed, so that the purse must be made anew. */
	public boolean isStale() {
		for (Pot pot : this.enforced) {
			if (pot.isClosed()) {
				return true;
			}
		}
		for (Pot pot : this.watched) {
			if (pot.isClosed()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The smallest remainder of the limits.
	 * @return nano-dollars
	 */
	public long remainder() {
		long smallest = Pot.UNLIMITED;
		for (Pot pot : this.enforced) {
			smallest = Math.min(smallest, pot.remainder());
		}
		return smallest;
	}

	/** Holds in every pot or in none. */
	boolean tryHold(long nanos) {
		for (int i = 0; i < this.enforced.length; i++) {
			if (!this.enforced[i].tryHold(nanos)) {
				while (--i >= 0) {
					this.enforced[i].release(nanos);
				}
				return false;
			}
		}
		for (Pot pot : this.watched) {
			pot.forceHold(nanos);
		}
		return true;
	}

	void release(long nanos) {
		for (Pot pot : this.enforced) {
			pot.release(nanos);
		}
		for (Pot pot : this.watched) {
			pot.release(nanos);
		}
	}

	void settle(long held, long cost) {
		for (Pot pot : this.enforced) {
			pot.settle(held, cost);
		}
		for (Pot pot : this.watched) {
			pot.settle(held, cost);
		}
	}

	/** Calls for each pot that runs low and was not yet called for. */
	void eachLow(Consumer<Pot> refill) {
		for (Pot pot : this.enforced) {
			if (pot.markLow()) {
				refill.accept(pot);
			}
		}
		for (Pot pot : this.watched) {
			if (pot.markLow()) {
				refill.accept(pot);
			}
		}
	}

}
