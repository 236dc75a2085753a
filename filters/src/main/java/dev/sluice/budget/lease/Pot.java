package dev.sluice.budget.lease;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

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

	private final AllowanceKey key;

	private final AtomicLong free = new AtomicLong();

	private final AtomicLong lease = new AtomicLong();

	private final AtomicLong unflushed = new AtomicLong();

	private final LongAdder turnover = new LongAdder();

	private final LongAdder heldEver = new LongAdder();

	private final LongAdder holds = new LongAdder();

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
		long before = this.free.get();
		while (before >= nanos) {
			if (this.free.compareAndSet(before, before - nanos)) {
				count(nanos);
				return true;
			}
			before = this.free.get();
		}
		return false;
	}

	void forceHold(long nanos) {
		this.free.addAndGet(-nanos);
		count(nanos);
	}

	private void count(long nanos) {
		this.heldEver.add(nanos);
		this.holds.increment();
	}

	void release(long nanos) {
		this.free.addAndGet(nanos);
	}

	/** What was held is spent now, as far as it was spent; the rest is free again. */
	void settle(long held, long cost) {
		if (cost > 0) {
			this.turnover.add(cost);
			this.unflushed.addAndGet(cost);
		}
		if (held != cost) {
			this.free.addAndGet(held - cost);
		}
	}

	// What a process before this one left in the journal was never counted here.
	void booked(Booking booking) {
		long spent = Math.min(booking.spentNanos(), this.unflushed.get());
		long leased = Math.min(booking.leaseNanos(), Math.max(0, this.lease.get()));
		this.lease.addAndGet(-leased);
		this.unflushed.addAndGet(-spent);
		if (spent != leased) {
			this.free.addAndGet(spent - leased);
		}
	}

	void granted(long nanos) {
		this.lease.addAndGet(nanos);
		this.free.addAndGet(nanos);
	}

	/** Takes what is free out of the lease, to be given back. */
	long takeFree() {
		long before = this.free.get();
		while (before > 0) {
			if (this.free.compareAndSet(before, 0)) {
				this.lease.addAndGet(-before);
				return before;
			}
			before = this.free.get();
		}
		return 0;
	}

	boolean close() {
		this.closed = this.lease.get() == 0 && this.unflushed.get() == 0 && this.free.get() == 0;
		return this.closed;
	}

	void noted(Balance read) {
		if (this.balance == null) {
			// A call that need not wait may be booked before the first answer comes.
			this.spentAtFirst = Math.max(0, read.spentNanos() - (turnover() - this.unflushed.get()));
		}
		this.balance = read;
	}

	void lowWater(long nanos) {
		this.lowWater = nanos;
	}

	/** Whether more should be leased before calls have to wait for it. */
	boolean runsLow() {
		return this.free.get() < this.lowWater;
	}

	/** Whether this is the first to notice that the pot runs low. */
	boolean markLow() {
		return runsLow() && !this.low.get() && this.low.compareAndSet(false, true);
	}

	void unmarkLow() {
		this.low.set(false);
	}

	long free() {
		return this.free.get();
	}

	long leased() {
		return this.lease.get();
	}

	long unflushed() {
		return this.unflushed.get();
	}

	/** What has been settled so far. */
	long turnover() {
		return this.turnover.sum();
	}

	long heldEver() {
		return this.heldEver.sum();
	}

	long holds() {
		return this.holds.sum();
	}

	/**
	 * What this node knows to be spent: booked by any node, or settled here.
	 * @return nano-dollars
	 */
	public long spent() {
		Balance known = this.balance;
		return this.unflushed.get() + ((known != null) ? known.spentNanos() : 0);
	}

	/**
	 * What is set aside: held for calls here, or leased by other nodes.
	 * @return nano-dollars
	 */
	public long setAside() {
		Balance known = this.balance;
		long elsewhere = (known != null) ? Math.max(0, known.leasedNanos() - known.leasedHereNanos()) : 0;
		return elsewhere + Math.max(0, this.lease.get() - this.unflushed.get() - this.free.get());
	}

	/**
	 * What may still be held, as far as this node knows.
	 * @return nano-dollars, not negative; 0 before the database was asked
	 */
	public long remainder() {
		return remainder(this.free.get());
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
		return this.key + "[lease=" + this.lease + ", unflushed=" + this.unflushed + ", free=" + this.free + ']';
	}

}
