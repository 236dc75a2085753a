package dev.sluice.budget.lease;

import java.util.concurrent.TimeUnit;

/**
 * How fast one pot is used, and what follows for its lease. Belongs to the keeper's
 * thread.
 */
final class PotUpkeep {

	/** After this time without a hold, money that is free goes back. */
	static final long IDLE = TimeUnit.SECONDS.toNanos(2);

	private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

	/** For how long a lease is to last at the present rate of spending. */
	private static final double LEASE_SECONDS = 60;

	/** Holds of this time must fit as well: they are larger than what is spent. */
	private static final double HOLD_SECONDS = 2;

	private long sampledAt;

	private long turnover;

	private long heldEver;

	private long holds;

	private double spendRate;

	private double holdRate;

	private double usualHold;

	final PotWants wants = new PotWants();

	int nodes = 1;

	long usedAt;

	long wantedUntil;

	long retryAt;

	long readAt;

	long leastAsked;

	long doubtfulUntil;

	boolean doubtful;

	long demand;

	long smallest = Long.MAX_VALUE;

	/** When the last question for more was asked that has been answered. */
	long askedAt;

	/** Whether more has been asked for and may be on its way. */
	boolean asking;

	void sample(Pot pot, long now) {
		long count = pot.holds();
		if (count != this.holds || this.usedAt == 0) {
			this.usedAt = now;
		}
		if (this.sampledAt == 0) {
			this.sampledAt = now;
			return;
		}
		double seconds = (now - this.sampledAt) / SECOND;
		if (seconds < 0.1) {
			return;
		}
		long spent = pot.turnover();
		long held = pot.heldEver();
		if (!isIdle(now)) {
			this.spendRate = smooth(this.spendRate, (spent - this.turnover) / seconds);
			this.holdRate = smooth(this.holdRate, (held - this.heldEver) / seconds);
		}
		if (count > this.holds) {
			double mean = (double) (held - this.heldEver) / (count - this.holds);
			this.usualHold = (this.usualHold == 0) ? mean : smooth(this.usualHold, mean);
		}
		this.turnover = spent;
		this.heldEver = held;
		this.holds = count;
		this.sampledAt = now;
	}

	/** Whether what is free has to go back. */
	boolean isIdle(long now) {
		return now - this.usedAt >= IDLE;
	}

	// Rises at once and falls slowly, and not while nobody calls: too small a lease costs
	// calls their time.
	private static double smooth(double before, double now) {
		return (now > before) ? (before + now) / 2 : before * 0.95 + now * 0.05;
	}

	/** How much should be free; 0 when only exact holds are to be leased. */
	long target(Pot pot, long now) {
		return target(pot.remainder(), now);
	}

	private long target(long remainder, long now) {
		if (now - this.wantedUntil < 0 || (isIdle(now) && this.demand == 0)) {
			return 0;
		}
		double share = remainder / (2.0 * this.nodes);
		double wish = Math.max(this.spendRate * LEASE_SECONDS, this.holdRate * HOLD_SECONDS);
		return (share < 4 * Math.max(1, this.usualHold)) ? 0 : (long) Math.min(wish, share);
	}

	/** How much to lease now; 0 when there is enough, or nothing left. */
	long share(Pot pot, long now) {
		long free = pot.free();
		long missing = Math.max(this.demand, target(pot.remainder(free), now)) - free;
		if (missing <= 0) {
			return 0;
		}
		this.leastAsked = (this.demand > 0) ? Math.max(1, this.smallest - free) : 1;
		return Math.min(missing, Math.max(pot.isKnown() ? pot.unleased() : missing, this.leastAsked));
	}

	/** Whether the database did what it was asked is not known before this time. */
	void doubt(long until) {
		this.asking = false;
		this.doubtful = true;
		this.doubtfulUntil = until;
	}

	void reset() {
		this.demand = 0;
		this.smallest = Long.MAX_VALUE;
	}

	void demand(long least, long wanted) {
		this.demand += wanted;
		this.smallest = Math.min(this.smallest, least);
	}

}
