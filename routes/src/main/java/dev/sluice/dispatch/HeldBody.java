package dev.sluice.dispatch;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/** A whole body that waits for its one reader, or to be given up. */
final class HeldBody extends Mono<DataBuffer> {

	private final AtomicReference<@Nullable DataBuffer> body;

	HeldBody(DataBuffer body) {
		this.body = new AtomicReference<>(body);
	}

	@Override
	public void subscribe(CoreSubscriber<? super DataBuffer> actual) {
		DataBuffer buffer = this.body.getAndSet(null);
		if (buffer == null) {
			Operators.error(actual, new IllegalStateException("a reply can be read once"));
		}
		else {
			actual.onSubscribe(new OneBuffer(actual, buffer));
		}
	}

	void discard() {
		DataBuffer buffer = this.body.getAndSet(null);
		if (buffer != null) {
			DataBufferUtils.release(buffer);
		}
	}

	private static final class OneBuffer extends AtomicReference<@Nullable DataBuffer>
			implements org.reactivestreams.Subscription {

		private final transient CoreSubscriber<? super DataBuffer> actual;

		OneBuffer(CoreSubscriber<? super DataBuffer> actual, DataBuffer buffer) {
			super(buffer);
			this.actual = actual;
		}

		@Override
		public void request(long n) {
			DataBuffer buffer = getAndSet(null);
			if (buffer != null) {
				this.actual.onNext(buffer);
				this.actual.onComplete();
			}
		}

		@Override
		public void cancel() {
			DataBuffer buffer = getAndSet(null);
			if (buffer != null) {
				DataBufferUtils.release(buffer);
			}
		}

	}

}
