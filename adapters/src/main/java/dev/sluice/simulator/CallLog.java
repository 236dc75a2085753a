package dev.sluice.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The calls that reached a simulated provider, in order of arrival. Bounded: the oldest
 * leave first. A call appears once its request was read, or broken off.
 */
public final class CallLog {

	private static final long MAX_BODY_BYTES = 64L * 1024 * 1024;

	private final Deque<OngoingCall> calls = new ArrayDeque<>();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final int capacity;

	private long count;

	private long bodyBytes;

	CallLog(int capacity) {
		this.capacity = capacity;
	}

	/**
	 * The calls that are still remembered.
	 * @return oldest first
	 */
	public List<LoggedCall> calls() {
		this.lock.lock();
		try {
			return this.calls.stream().map(OngoingCall::logged).toList();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Counts the calls since the start or the last {@link #clear()}, forgotten ones too.
	 * @return how many calls arrived
	 */
	public long count() {
		this.lock.lock();
		try {
			return this.count;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Finds a call.
	 * @param id its number
	 * @return what is known of it now
	 * @throws IllegalArgumentException when the log does not hold it
	 */
	public LoggedCall call(long id) {
		return calls().stream()
			.filter((call) -> call.id() == id)
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("No call " + id + " in the log."));
	}

	/**
	 * Waits for calls to arrive.
	 * @param n how many since the start or the last {@link #clear()}
	 * @param atMost how long to wait
	 * @return all remembered calls
	 * @throws IllegalStateException when fewer arrived in that time
	 */
	public List<LoggedCall> awaitCalls(long n, Duration atMost) {
		await(() -> this.count >= n, atMost, n + " calls");
		return calls();
	}

	/**
	 * Waits for one call to end.
	 * @param id its number
	 * @param atMost how long to wait
	 * @return the ended call
	 * @throws IllegalStateException when it did not end in that time
	 */
	public LoggedCall awaitClosed(long id, Duration atMost) {
		await(() -> this.calls.stream().anyMatch((call) -> call.id() == id && !call.open()), atMost,
				"call " + id + " to end");
		return call(id);
	}

	/**
	 * Waits until no remembered call is open.
	 * @param atMost how long to wait
	 * @return all remembered calls
	 * @throws IllegalStateException when some were still open after that time
	 */
	public List<LoggedCall> awaitAllClosed(Duration atMost) {
		await(() -> this.calls.stream().noneMatch(OngoingCall::open), atMost, "all calls to end");
		return calls();
	}

	/**
	 * Forgets all calls; numbers go on.
	 */
	public void clear() {
		this.lock.lock();
		try {
			this.calls.clear();
			this.count = 0;
			this.bodyBytes = 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Adds a call, once.
	 */
	void add(OngoingCall call) {
		if (!call.firstLogged()) {
			return;
		}
		this.lock.lock();
		try {
			this.calls.addLast(call);
			this.count++;
			this.bodyBytes += call.loggedBytes();
			while (this.calls.size() > this.capacity || (this.bodyBytes > MAX_BODY_BYTES && this.calls.size() > 1)) {
				this.bodyBytes -= this.calls.removeFirst().loggedBytes();
			}
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	void ended() {
		this.lock.lock();
		try {
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void await(BooleanSupplier met, Duration atMost, String what) {
		long left = atMost.toNanos();
		this.lock.lock();
		try {
			while (!met.getAsBoolean()) {
				if (left <= 0) {
					throw new IllegalStateException("Waited " + atMost.toMillis() + " ms for " + what + "; the log has "
							+ this.count + " calls, " + this.calls.stream().filter(OngoingCall::open).count()
							+ " of them open.");
				}
				left = this.changed.awaitNanos(left);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for " + what + ".", ex);
		}
		finally {
			this.lock.unlock();
		}
	}

}
