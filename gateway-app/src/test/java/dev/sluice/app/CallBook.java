package dev.sluice.app;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

import reactor.core.publisher.Mono;

import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.Admission;
import dev.sluice.call.Caller;
import dev.sluice.call.ClientCall;
import dev.sluice.call.DecisionNote;
import dev.sluice.call.Hold;
import dev.sluice.call.Intent;
import dev.sluice.call.Outcome;
import dev.sluice.call.Timing;
import dev.sluice.record.CallRecord;
import dev.sluice.record.CallRecordSink;
import dev.sluice.stage.Admitter;

import static org.assertj.core.api.Assertions.assertThat;

/** Counts tickets, holds and records, so that a test can see that none is left over. */
final class CallBook implements Admitter, CallRecordSink {

	private final Queue<BookedHold> holds = new ConcurrentLinkedQueue<>();

	private final Queue<CallRecord> records = new ConcurrentLinkedQueue<>();

	private final AtomicInteger admitted = new AtomicInteger();

	private final AtomicInteger closed = new AtomicInteger();

	void register(GenericApplicationContext context) {
		context.registerBean("callBook", CallBook.class, () -> this);
	}

	@Override
	public Mono<Admission> admit(ServerWebExchange exchange, ClientCall call) {
		return Mono.fromSupplier(() -> {
			this.admitted.incrementAndGet();
			return new Ticket(call.caller());
		});
	}

	@Override
	public void accept(CallRecord record) {
		this.records.add(record);
	}

	/** What was decided on the way, in all records. */
	List<DecisionNote> notes() {
		return this.records.stream().flatMap((record) -> record.notes().stream()).toList();
	}

	void clear() {
		this.holds.clear();
		this.records.clear();
		this.admitted.set(0);
		this.closed.set(0);
	}

	/**
	 * Waits until all is resolved, and checks that it is so once.
	 * @param attempts how many attempts there must have been
	 * @return their outcomes in the order of their ends
	 */
	List<Outcome> resolved(int attempts) {
		await(() -> this.records.size() >= attempts && allClosed()
				&& this.holds.stream().allMatch(BookedHold::isResolved), () -> attempts + " attempts in " + this);
		assertThat(this.holds).hasSize(attempts).allMatch((hold) -> hold.times() == 1, "is resolved once");
		assertThat(this.records).hasSize(attempts);
		assertThat(this.closed).hasValue(this.admitted.get());
		return this.records.stream().map(CallRecord::outcome).toList();
	}

	/**
	 * Waits until nothing new comes, no connection is open and all is resolved once.
	 * @param open the connections that are open
	 */
	void awaitSettled(IntSupplier open) {
		await(() -> open.getAsInt() == 0 && isQuiet() && isResolvedOnce(),
				() -> "all resolved once in " + this + " with " + open.getAsInt() + " open connections");
	}

	private boolean isQuiet() {
		int before = this.admitted.get();
		LockSupport.parkNanos(200_000_000);
		return before == this.admitted.get();
	}

	private boolean isResolvedOnce() {
		return this.holds.stream().allMatch((hold) -> hold.times() == 1) && this.records.size() == this.holds.size()
				&& allClosed();
	}

	/**
	 * Whether all calls have ended, which is a little after their clients have seen it.
	 */
	boolean allClosed() {
		return this.admitted.get() == this.closed.get();
	}

	/** Whether all holds so far were given back untouched. */
	boolean allReleased() {
		return this.holds.stream().allMatch((hold) -> hold.released.get() == 1);
	}

	int holds() {
		return this.holds.size();
	}

	@Override
	public String toString() {
		return "a book of " + this.admitted + " tickets, " + this.closed + " of them closed, " + this.records.size()
				+ " records, and holds resolved " + this.holds.stream().map(BookedHold::times).toList() + " times";
	}

	static void await(BooleanSupplier condition) {
		await(condition, () -> "what this line waits for");
	}

	/**
	 * Waits until something is so; that it does not come to be is a failure.
	 * @param condition what must be so
	 * @param missing tells what was waited for, and what there is instead
	 */
	static void await(BooleanSupplier condition, Supplier<String> missing) {
		long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
				throw new AssertionError("did not come: " + missing.get());
			}
			LockSupport.parkNanos(5_000_000);
		}
	}

	private final class Ticket implements Admission {

		private final Caller caller;

		Ticket(Caller caller) {
			this.caller = caller;
		}

		@Override
		public Caller caller() {
			return this.caller;
		}

		@Override
		public Mono<Hold> hold(ClientCall call, Intent intent) {
			return Mono.fromSupplier(() -> {
				BookedHold hold = new BookedHold();
				CallBook.this.holds.add(hold);
				return hold;
			});
		}

		@Override
		public void close() {
			CallBook.this.closed.incrementAndGet();
		}

	}

	private static final class BookedHold implements Hold {

		private final AtomicInteger settled = new AtomicInteger();

		private final AtomicInteger released = new AtomicInteger();

		@Override
		public long outputCap() {
			return -1;
		}

		@Override
		public long settle(Outcome outcome, Timing timing) {
			this.settled.incrementAndGet();
			return -1;
		}

		@Override
		public void release() {
			this.released.incrementAndGet();
		}

		boolean isResolved() {
			return times() > 0;
		}

		int times() {
			return this.settled.get() + this.released.get();
		}

	}

}
