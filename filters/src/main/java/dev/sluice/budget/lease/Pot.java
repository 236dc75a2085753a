package dev.sluice.budget.lease;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

import org.jspecify.annotations.Nullable;

import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AllowanceStore.Balance;
import dev.sluice.ledger.BookingListener.Booking;

/**
 * This node's part of one account in one period. Of its lease a part is held for calls,
 * another is spent but not yet booked, and the rest is free:
 * {@code held + unflushed + free = lease}. Free money goes below zero only by what
 * providers charged beyond a hold, or what a watched account spends ahead of its lease.
 * Amounts are nano-dollars.
 */
public final class Pot {

	/**
	 * The limit of accounts that are only watched: more than anybody spends, and far from
	 * an overflow.
	 */
	public static final long UNLIMITED = 4_000_000_000_000_000_000L;

	private static final AtomicLongFieldUpdater<Pot> FREE = amount("free");

	private static final AtomicLongFieldUpdater<Pot> LEASE = amount("lease");

	private static final AtomicLongFieldUpdater<Pot> TURNOVER = amount("turnover");

	private static final AtomicLongFieldUpdater<Pot> BOOKED = amount("booked");

	private static final AtomicLongFieldUpdater<Pot> HELD_EVER = amount("heldEver");

	private static final AtomicLongFieldUpdater<Pot> HOLDS = amount("holds");

	private final AllowanceKey key;

	// Side by side, not in objects of their own: what each call changes is fetched from
	// the other processors' caches at once.
	private volatile long free;

	private volatile long turnover;

	private volatile long heldEver;

	private volatile long holds;

	private volatile long lease;

	private volatile long booked;

	private volatile long limit;

	private volatile long lowWater;

	private volatile @Nullable Balance balance;

	private volatile long spentAtFirst = -1;

	private volatile boolean closed;

	private final AtomicBoolean low = new AtomicBoolean();

	/** What the keeper knows of the pot. Touched on its thread only. */
	final PotUpkeep upkeep = new PotUpkeep();

	Pot(AllowanceKey key, long limit) {
		this.key = key;
		this.limit = limit;
	}

	/**
	 * Which account and period.
	 * @return the key
	 */
	public AllowanceKey key() {
		return this.key;
	}

	/**
	 * The limit in force.
	 * @return nano-dollars; {@link #UNLIMITED} when the account is only watched
	 */
	public long limit() {
		return this.limit;
	}

	void limit(long limit) {
		this.limit = limit;
	}

	/**
	 * Whether the pot was closed for want of use.
	 * @return true when nothing will change in it any more
	 */
	public boolean isClosed() {
		return this.closed;
	}

	/**
	 * What was spent before this node settled anything, as the database first told it.
	 * @return nano-dollars, or -1 while it has not
	 */
	public long spentAtFirst() {
		return this.spentAtFirst;
	}

	/** Whether the database has been asked how the account stands. */
	boolean isKnown() {
		return this.balance != null;
	}

	boolean tryHold(long nanos) {
		long before = this.free;
		while (before >= nanos) {
			if (FREE.compareAndSet(this, before, before - nanos)) {
				count(nanos);
				return true;
			}
			before = this.free;
		}
		return false;
	}

	void forceHold(long nanos) {
		FREE.addAndGet(this, -nanos);
		count(nanos);
	}

	private void count(long nanos) {
		HELD_EVER.addAndGet(this, nanos);
		HOLDS.incrementAndGet(this);
	}

	void release(long nanos) {
		FREE.addAndGet(this, nanos);
	}

	/** What was held is spent now, as far as it was spent; the rest is free again. */
	void settle(long held, long cost) {
		if (cost > 0) {
			TURNOVER.addAndGet(this, cost);
		}
		if (held != cost) {
			FREE.addAndGet(this, held - cost);
		}
	}

	// What a process before this one left in the journal was never counted here.
	void booked(Booking booking) {
		long spent = Math.min(booking.spentNanos(), unflushed());
		long leased = Math.min(booking.leaseNanos(), Math.max(0, this.lease));
		LEASE.addAndGet(this, -leased);
		BOOKED.addAndGet(this, spent);
		if (spent != leased) {
			FREE.addAndGet(this, spent - leased);
		}
	}

	void granted(long nanos) {
		LEASE.addAndGet(this, nanos);
		FREE.addAndGet(this, nanos);
	}

	/** Takes what is free out of the lease, to be given back. */
	long takeFree() {
		long before = this.free;
		while (before > 0) {
			if (FREE.compareAndSet(this, before, 0)) {
				LEASE.addAndGet(this, -before);
				return before;
			}
			before = this.free;
		}
		return 0;
	}

	boolean close() {
		this.closed = this.lease == 0 && unflushed() == 0 && this.free == 0;
		return this.closed;
	}

	void noted(Balance read) {
		if (this.balance == null) {
			// A call that need not wait may be booked before the first answer comes.
			this.spentAtFirst = Math.max(0, read.spentNanos() - this.booked);
		}
		this.balance = read;
	}

	void lowWater(long nanos) {
		this.lowWater = nanos;
	}

	/** Whether more should be leased before calls have to wait for it. */
	boolean runsLow() {
		return this.free < this.lowWater;
	}

	/** Whether this is the first to notice that the pot runs low. */
	boolean markLow() {
		return runsLow() && !this.low.get() && this.low.compareAndSet(false, true);
	}

	void unmarkLow() {
		this.low.set(false);
	}

	long free() {
		return this.free;
	}

	long leased() {
		return this.lease;
	}

	/**
	 * What was settled and is not booked. Never less than that, when it grows meanwhile.
	 */
	long unflushed() {
		long before = this.booked;
		return this.turnover - before;
	}

	/** What has been settled so far. */
	long turnover() {
		return this.turnover;
	}

	long heldEver() {
		return this.heldEver;
	}

	long holds() {
		return this.holds;
	}

	/**
	 * What this node knows to be spent: booked by any node, or settled here.
	 * @return nano-dollars
	 */
	public long spent() {
		Balance known = this.balance;
		return unflushed() + ((known != null) ? known.spentNanos() : 0);
	}

	/**
	 * What is set aside: held for calls here, or leased by other nodes.
	 * @return nano-dollars
	 */
	public long setAside() {
		Balance known = this.balance;
		long elsewhere = (known != null) ? Math.max(0, known.leasedNanos() - known.leasedHereNanos()) : 0;
		return elsewhere + Math.max(0, this.lease - unflushed() - this.free);
	}

	/**
	 * What may still be held, as far as this node knows.
	 * @return nano-dollars, not negative; 0 before the database was asked
	 */
	public long remainder() {
		return remainder(this.free);
	}

	/** What may still be held when so much is free here. */
	long remainder(long free) {
		return Math.max(0, unleased()) + Math.max(0, free);
	}

	/** What no node has leased. */
	long unleased() {
		Balance known = this.balance;
		return (known != null) ? this.limit - known.spentNanos() - known.leasedNanos() : 0;
	}

	/** More than this can no call get, whatever is given back. */
	long ceiling() {
		Balance known = this.balance;
		return this.limit - ((known != null) ? known.spentNanos() : 0);
	}

	@Override
	public String toString() {
		return this.key + "[lease=" + this.lease + ", unflushed=" + unflushed() + ", free=" + this.free + ']';
	}

	private static AtomicLongFieldUpdater<Pot> amount(String field) {
		return AtomicLongFieldUpdater.newUpdater(Pot.class, field);
	}

}
