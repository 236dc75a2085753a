package dev.sluice.intake;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.wire.JoinedBody;

/**
 * Copies the buffers of one body into one array as they come. It ends once: by the last
 * buffer, by a bound, by the deadline, or because nobody waits for it any longer.
 */
final class BodyJoining implements CoreSubscriber<DataBuffer>, Subscription {

	private static final AtomicIntegerFieldUpdater<BodyJoining> ENDED = AtomicIntegerFieldUpdater
		.newUpdater(BodyJoining.class, "ended");

	private static final byte[] EMPTY = {};

	private final CoreSubscriber<? super JoinedBody> actual;

	private final BodyJoin join;

	private final long deadline;

	private volatile int ended;

	private @Nullable Subscription upstream;

	private boolean requested;

	private byte[] bytes = EMPTY;

	private int count;

	BodyJoining(CoreSubscriber<? super JoinedBody> actual, BodyJoin join) {
		this.actual = actual;
		this.join = join;
		this.deadline = join.deadlines().next();
	}

	@Override
	public Context currentContext() {
		return this.actual.currentContext();
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.upstream = subscription;
		this.actual.onSubscribe(this);
	}

	@Override
	public void request(long n) {
		Subscription subscription = this.upstream;
		if (!this.requested && subscription != null) {
			this.requested = true;
			this.join.deadlines().watch(this);
			subscription.request(Long.MAX_VALUE);
		}
	}

	@Override
	public void onNext(DataBuffer buffer) {
		try {
			if (this.ended == 0) {
				append(buffer, buffer.readableByteCount());
			}
		}
		finally {
			DataBufferUtils.release(buffer);
		}
	}

	private void append(DataBuffer buffer, int added) {
		if (added > this.join.limit() - this.count) {
			refuse(BodyJoin.tooLarge(this.join.limit()));
		}
		else if (this.count + added <= this.bytes.length || grow(this.count + added)) {
			buffer.read(this.bytes, this.count, added);
			this.count += added;
		}
	}

	// The connection may live on; what it sent so far need not.
	private void refuse(GatewayException failure) {
		this.bytes = EMPTY;
		fail(failure);
	}

	private boolean grow(int needed) {
		int size = this.join.sizeFor(this.bytes.length, needed);
		if (size > this.join.reserved()
				&& !this.join.permit().grow(size - Math.max(this.bytes.length, this.join.reserved()))) {
			refuse(BodyJoin.overloaded());
			return false;
		}
		this.bytes = (this.count == 0) ? new byte[size] : Arrays.copyOf(this.bytes, size);
		return true;
	}

	@Override
	public void onComplete() {
		if (end()) {
			this.actual.onNext(new JoinedBody(this.bytes, this.count));
			this.actual.onComplete();
		}
	}

	@Override
	public void onError(Throwable ex) {
		if (end()) {
			this.actual.onError(new GatewayException(ErrorKind.INVALID_REQUEST,
					"The connection ended before the whole body had arrived.")
				.causedBy(ex));
		}
		else {
			Operators.onErrorDropped(ex, currentContext());
		}
	}

	@Override
	public void cancel() {
		if (end()) {
			cancelUpstream();
		}
	}

	/** Gives the body up when its time is over; true when it need not be watched on. */
	boolean expireAt(long now) {
		if (this.ended == 0 && now - this.deadline >= 0) {
			fail(BodyJoin.tooSlow());
		}
		return this.ended != 0;
	}

	private void fail(GatewayException failure) {
		if (end()) {
			cancelUpstream();
			this.actual.onError(failure);
		}
	}

	private boolean end() {
		if (ENDED.compareAndSet(this, 0, 1)) {
			this.join.deadlines().forget(this);
			return true;
		}
		return false;
	}

	private void cancelUpstream() {
		Subscription subscription = this.upstream;
		if (subscription != null) {
			subscription.cancel();
		}
	}

}
