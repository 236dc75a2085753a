package dev.sluice.dispatch;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** The request of an attempt until its response head; the body belongs to the gate. */
final class AwaitedReply implements CoreSubscriber<Void> {

	private final AtomicBoolean over;

	private final Consumer<Throwable> broken;

	private volatile @Nullable Subscription subscription;

	/**
	 * Creates the subscriber of an attempt's requests, which follow one another.
	 * @param over set once nobody waits any more
	 * @param broken told when a request fails
	 */
	AwaitedReply(AtomicBoolean over, Consumer<Throwable> broken) {
		this.over = over;
		this.broken = broken;
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.subscription = subscription;
		if (this.over.get()) {
			subscription.cancel();
		}
		else {
			subscription.request(Long.MAX_VALUE);
		}
	}

	@Override
	public void onNext(Void nothing) {
	}

	@Override
	public void onError(Throwable error) {
		this.broken.accept(error);
	}

	@Override
	public void onComplete() {
	}

	void cancel() {
		Subscription running = this.subscription;
		if (running != null) {
			running.cancel();
		}
	}

}
