package dev.sluice.record;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;

/** A watcher's ring, and the loop that empties it into the watcher. */
final class Feed<T extends GatewayEvent> extends Flux<T> implements EventFeed<T>, Subscription, Runnable {

	private static final int IDLE = 0;

	private static final int RUNNING = 1;

	private static final int CALLED = 2;

	private final EventPublisher owner;

	private final Class<T> type;

	private final LatestRing<T> ring;

	private final Scheduler scheduler;

	private final AtomicBoolean taken = new AtomicBoolean();

	private final AtomicInteger state = new AtomicInteger();

	private final AtomicLong demand = new AtomicLong();

	private @Nullable CoreSubscriber<? super T> watcher;

	private volatile boolean cancelled;

	private volatile boolean completing;

	Feed(EventPublisher owner, Class<T> type, int buffer, Scheduler scheduler) {
		this.owner = owner;
		this.type = type;
		this.ring = new LatestRing<>(buffer);
		this.scheduler = scheduler;
	}

	@Override
	public Flux<T> events() {
		return this;
	}

	@Override
	public long dropped() {
		return this.ring.dropped();
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> watcher) {
		if (!this.taken.compareAndSet(false, true)) {
			Operators.error(watcher, new IllegalStateException("This feed has a subscriber. Open another feed."));
			return;
		}
		this.watcher = watcher;
		RuntimeException refusal = this.owner.admit(this);
		if (refusal != null) {
			Operators.error(watcher, refusal);
			return;
		}
		watcher.onSubscribe(this);
	}

	void offer(GatewayEvent event) {
		if (this.type.isInstance(event)) {
			this.ring.add(this.type.cast(event));
			wake();
		}
	}

	void complete() {
		this.completing = true;
		wake();
	}

	@Override
	public void request(long count) {
		if (Operators.validate(count)) {
			this.demand.accumulateAndGet(count, Operators::addCap);
			wake();
		}
	}

	@Override
	public void cancel() {
		this.cancelled = true;
		this.owner.leave(this);
	}

	@Override
	public void run() {
		do {
			this.state.set(RUNNING);
			drain();
		}
		while (!this.state.compareAndSet(RUNNING, IDLE));
	}

	private void wake() {
		if (this.state.get() != CALLED && this.state.getAndSet(CALLED) == IDLE) {
			try {
				this.scheduler.schedule(this);
			}
			catch (RejectedExecutionException ex) {
				// The gateway has stopped; nobody is left to tell.
				this.cancelled = true;
			}
		}
	}

	private void drain() {
		CoreSubscriber<? super T> to = this.watcher;
		while (to != null && !this.cancelled) {
			T event = (this.demand.get() > 0) ? this.ring.poll() : null;
			if (event == null) {
				completeIfAsked(to);
				return;
			}
			to.onNext(event);
			if (this.demand.get() != Long.MAX_VALUE) {
				this.demand.decrementAndGet();
			}
		}
	}

	private void completeIfAsked(CoreSubscriber<? super T> to) {
		if (this.completing) {
			cancel();
			to.onComplete();
		}
	}

}
