package dev.sluice.budget.lease;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/**
 * A call that waits for money. It ends exactly once: with a hold, with a refusal, or
 * because its client left; a hold that nobody takes any more is undone.
 */
final class Waiter extends Mono<Long> implements Subscription {

	private enum State {

		WAITING, GRANTED, OVER

	}

	final Purse purse;

	final long least;

	final long wanted;

	private final Predicate<Waiter> queue;

	private final Runnable left;

	private final Executor deliverers;

	private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

	private long granted;

	long since;

	private @Nullable CoreSubscriber<? super Long> actual;

	Waiter(Purse purse, long least, long wanted, Predicate<Waiter> queue, Runnable left, Executor deliverers) {
		this.purse = purse;
		this.least = least;
		this.wanted = wanted;
		this.queue = queue;
		this.left = left;
		this.deliverers = deliverers;
	}

	@Override
	public void subscribe(CoreSubscriber<? super Long> actual) {
		this.actual = actual;
		actual.onSubscribe(this);
		if (this.state.get() == State.WAITING && !this.queue.test(this)) {
			fail(LeaseBank.crowded());
		}
	}

	boolean isOver() {
		return this.state.get() != State.WAITING;
	}

	/** Hands the hold over; it has been made already. */
	void grant(long nanos) {
		this.granted = nanos;
		CoreSubscriber<? super Long> to = this.actual;
		if (to == null || !this.state.compareAndSet(State.WAITING, State.GRANTED)) {
			this.purse.release(nanos);
			return;
		}
		this.deliverers.execute(() -> deliver(to));
	}

	private void deliver(CoreSubscriber<? super Long> to) {
		if (this.state.compareAndSet(State.GRANTED, State.OVER)) {
			to.onNext(this.granted);
			to.onComplete();
		}
	}

	void fail(Throwable refusal) {
		CoreSubscriber<? super Long> to = this.actual;
		if (to != null && this.state.compareAndSet(State.WAITING, State.OVER)) {
			this.deliverers.execute(() -> to.onError(refusal));
		}
	}

	@Override
	public void request(long n) {
	}

	@Override
	public void cancel() {
		State before = this.state.getAndSet(State.OVER);
		if (before == State.GRANTED) {
			this.purse.release(this.granted);
		}
		if (before != State.OVER) {
			this.left.run();
		}
	}

}
