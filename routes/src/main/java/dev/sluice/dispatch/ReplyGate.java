package dev.sluice.dispatch;

import java.util.ArrayDeque;
import java.util.Queue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

import dev.sluice.call.GatewayException;

/**
 * Stands between a provider's body and the client: holds it back until the attempt is
 * decided, then lets it pass with the reader's demand.
 *
 * <p>
 * All state is confined to the event loop of the upstream connection; demand and cancel
 * from elsewhere are handed over to it.
 */
abstract class ReplyGate extends Flux<DataBuffer> implements CoreSubscriber<Object>, Subscription {

	private static final int HELD_PULL = 16;

	private static final int PULL = 128;

	private final EventLoop loop;

	private final NettyDataBufferFactory buffers;

	private final Queue<ByteBuf> ready = new ArrayDeque<>(4);

	private @Nullable Subscription upstream;

	private @Nullable CoreSubscriber<? super DataBuffer> reader;

	private long demand;

	private long outstanding;

	private boolean open;

	private boolean ended;

	private @Nullable Throwable error;

	private boolean closed;

	private boolean draining;

	private @Nullable ClockHand clock;

	private final Object handing = new Object();

	private boolean gone;

	private volatile long lastEventNanos = System.nanoTime();

	ReplyGate(EventLoop loop, NettyDataBufferFactory buffers) {
		this.loop = loop;
		this.buffers = buffers;
	}

	/** Takes the next bytes; they now belong to the callee. */
	abstract void take(ByteBuf bytes);

	/** The provider's body ended as HTTP says it should. */
	abstract void finish();

	/** The provider's body broke off. */
	abstract void broken(Throwable error);

	/** The reader left, or nobody wants the reply any more. */
	abstract void left();

	/** A clock ran out on the open reply. */
	abstract void silent(String clock);

	/** The gateway stops in the middle of the open reply. */
	abstract void stopped(GatewayException failure);

	/** Frees what the subclass holds. Called once, at whatever end. */
	abstract void free();

	final EventLoop loop() {
		return this.loop;
	}

	final boolean isOpen() {
		return this.open;
	}

	final boolean isClosed() {
		return this.closed || this.ended;
	}

	/** From now on bytes flow to the reader, and a clock watches them. */
	final void open(ClockHand clock) {
		this.open = true;
		this.clock = clock;
	}

	final void touch() {
		this.lastEventNanos = System.nanoTime();
	}

	final long lastEventNanos() {
		return this.lastEventNanos;
	}

	final void timeUp(String clock) {
		step(() -> {
			cutUpstream();
			silent(clock);
		});
	}

	final void stop(GatewayException failure) {
		step(() -> {
			cutUpstream();
			stopped(failure);
		});
	}

	/** No event for as long as the clock allows; it counts when one was asked for. */
	final void quiet() {
		step(() -> {
			ClockHand running = this.clock;
			if (this.outstanding > 0 || running == null) {
				cutUpstream();
				silent("between-events-timeout");
			}
			else {
				// The reader pauses, not the provider.
				touch();
				running.rewind();
			}
		});
	}

	final void emit(ByteBuf bytes) {
		if (this.closed || !bytes.isReadable()) {
			bytes.release();
			return;
		}
		this.ready.add(bytes);
	}

	/** Nothing more will be emitted. */
	final void end(@Nullable Throwable error) {
		if (!this.ended) {
			this.error = error;
			stop();
		}
	}

	private void stop() {
		this.ended = true;
		if (this.clock != null) {
			this.clock.stop();
		}
		free();
	}

	/** Ends the upstream at once: its connection is closed, not reused. */
	final void cutUpstream() {
		Subscription subscription = this.upstream;
		if (subscription != null) {
			subscription.cancel();
		}
	}

	@Override
	public final void onSubscribe(Subscription subscription) {
		this.upstream = subscription;
		if (this.closed) {
			subscription.cancel();
			return;
		}
		pull();
	}

	@Override
	public final void onNext(Object part) {
		this.outstanding--;
		ByteBuf bytes = bytes(part);
		if (isClosed()) {
			bytes.release();
			return;
		}
		guarded(() -> take(bytes));
		drain();
		pull();
	}

	private static ByteBuf bytes(Object part) {
		if (part instanceof ByteBufHolder holder) {
			return holder.content().retain();
		}
		return (part instanceof ByteBuf buffer) ? buffer.retain() : Unpooled.EMPTY_BUFFER;
	}

	@Override
	public final void onError(Throwable error) {
		if (!isClosed()) {
			guarded(() -> broken(error));
			drain();
		}
	}

	@Override
	public final void onComplete() {
		if (!isClosed()) {
			guarded(this::finish);
			drain();
		}
	}

	// A fault of ours must end the attempt, not leave it hanging.
	private void guarded(Runnable step) {
		try {
			step.run();
		}
		catch (RuntimeException ex) {
			cutUpstream();
			broken(ex);
		}
	}

	@Override
	public final void subscribe(CoreSubscriber<? super DataBuffer> actual) {
		inLoop(() -> attach(actual));
	}

	private void attach(CoreSubscriber<? super DataBuffer> actual) {
		if (this.reader != null) {
			Operators.error(actual, new IllegalStateException("a reply can be read once"));
			return;
		}
		this.reader = actual;
		actual.onSubscribe(this);
		drain();
	}

	@Override
	public final void request(long n) {
		inLoop(() -> {
			this.demand = Operators.addCap(this.demand, n);
			drain();
			pull();
		});
	}

	@Override
	public final void cancel() {
		synchronized (this.handing) {
			this.gone = true;
		}
		inLoop(() -> {
			if (!this.closed) {
				this.closed = true;
				this.ready.forEach(ByteBuf::release);
				this.ready.clear();
				if (!this.ended) {
					cutUpstream();
					left();
					stop();
				}
			}
		});
	}

	/**
	 * Gives the reply up, also when it has a reader: a writer that fails before its first
	 * byte does not cancel what it was to read.
	 */
	final void discard() {
		cancel();
	}

	/** Runs a step on the gate's event loop, and lets what it emitted flow. */
	final void step(Runnable step) {
		inLoop(() -> {
			if (!isClosed()) {
				guarded(step);
				drain();
			}
		});
	}

	private void inLoop(Runnable task) {
		if (this.loop.inEventLoop()) {
			task.run();
		}
		else {
			this.loop.execute(task);
		}
	}

	private void pull() {
		Subscription subscription = this.upstream;
		if (subscription == null || isClosed()) {
			return;
		}
		long wanted = this.open ? Math.min(this.demand - this.ready.size(), PULL) : HELD_PULL;
		long more = wanted - this.outstanding;
		if (more > 0 && (this.outstanding == 0 || more >= wanted / 2)) {
			if (this.outstanding == 0 && this.open) {
				touch();
			}
			this.outstanding = wanted;
			subscription.request(more);
		}
	}

	private void drain() {
		CoreSubscriber<? super DataBuffer> actual = this.reader;
		if (actual == null || this.draining || this.closed) {
			return;
		}
		this.draining = true;
		try {
			while (this.demand > 0 && !this.closed) {
				ByteBuf next = this.ready.poll();
				if (next == null) {
					break;
				}
				this.demand--;
				hand(next, actual);
			}
		}
		finally {
			this.draining = false;
		}
		if (this.ended && this.ready.isEmpty() && !this.closed) {
			this.closed = true;
			terminate(actual);
		}
	}

	// Once a writer has cancelled it looks for left buffers but once, so none may come to
	// it later from this event loop while it cancels on its own.
	private void hand(ByteBuf bytes, CoreSubscriber<? super DataBuffer> actual) {
		synchronized (this.handing) {
			if (!this.gone) {
				actual.onNext(this.buffers.wrap(bytes));
				return;
			}
		}
		bytes.release();
	}

	private void terminate(CoreSubscriber<? super DataBuffer> actual) {
		if (this.error != null) {
			actual.onError(this.error);
		}
		else {
			actual.onComplete();
		}
	}

}
