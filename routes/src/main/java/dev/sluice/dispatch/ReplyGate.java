package dev.sluice.dispatch;

import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

import org.springframework.core.io.buffer.NettyDataBufferFactory;

import dev.sluice.call.GatewayException;

/**
 * Stands between a provider's body and the client: holds it back until the attempt is
 * decided, then lets it pass into its {@link ReplyOutlet} at the reader's pace.
 *
 * <p>
 * All state is confined to the event loop of the upstream connection.
 */
abstract class ReplyGate implements CoreSubscriber<Object> {

	private static final int HELD_PULL = 16;

	private static final int PULL = 128;

	// A provider that says all and keeps its answer open must not keep the client's open.
	private static final long LEAVING = TimeUnit.MILLISECONDS.toNanos(500);

	// Behind the finish usage may come, and sometimes no end mark.
	private static final long FINISHING = TimeUnit.SECONDS.toNanos(5);

	private final EventLoop loop;

	private final ReplyOutlet outlet;

	private @Nullable Subscription upstream;

	private long outstanding;

	private boolean open;

	private boolean closed;

	private boolean saidAll;

	private @Nullable ClockHand clock;

	private volatile long lastEventNanos = System.nanoTime();

	ReplyGate(EventLoop loop, NettyDataBufferFactory buffers) {
		this.loop = loop;
		this.outlet = new ReplyOutlet(this, loop, buffers);
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

	/** What the client reads once the gate is open. */
	final ReplyOutlet outlet() {
		return this.outlet;
	}

	final boolean isOpen() {
		return this.open;
	}

	/** Whether nothing more may pass. */
	final boolean isClosed() {
		return this.closed;
	}

	/** From now on bytes flow to the reader, and a clock watches them. */
	final void open(ClockHand clock) {
		this.open = true;
		this.clock = clock;
	}

	/**
	 * The end mark has passed. The provider gets a moment to end its answer as well, so
	 * that its connection can be kept.
	 */
	final void saidAll() {
		this.saidAll = true;
		hurry(LEAVING);
	}

	/** The answer is told, and perhaps not yet what it took. */
	final void finished() {
		hurry(FINISHING);
	}

	private void hurry(long silenceNanos) {
		if (this.clock != null && !this.closed) {
			this.clock.hurry(silenceNanos);
		}
	}

	final void touch() {
		if (!this.saidAll) {
			this.lastEventNanos = System.nanoTime();
		}
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
			if (this.outstanding > 0 || this.saidAll || running == null) {
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
		this.outlet.offer(bytes);
	}

	/** Nothing more will be emitted. */
	final void end(@Nullable Throwable error) {
		if (!this.closed) {
			this.outlet.complete(error);
			close();
		}
	}

	private void close() {
		this.closed = true;
		if (this.clock != null) {
			this.clock.stop();
		}
		free();
	}

	/** The reader is gone. */
	final void abandoned() {
		if (!this.closed) {
			cutUpstream();
			left();
			close();
		}
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
		if (this.closed) {
			bytes.release();
			return;
		}
		try {
			take(bytes);
		}
		catch (RuntimeException ex) {
			failed(ex);
		}
		this.outlet.drain();
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
		inStep(() -> broken(error));
	}

	@Override
	public final void onComplete() {
		inStep(this::finish);
	}

	/** Runs a step on the gate's event loop, and lets what it emitted flow. */
	final void step(Runnable step) {
		inLoop(() -> inStep(step));
	}

	private void inStep(Runnable step) {
		if (this.closed) {
			return;
		}
		try {
			step.run();
		}
		catch (RuntimeException ex) {
			failed(ex);
		}
		this.outlet.drain();
	}

	// A fault of ours must end the attempt, not leave it hanging.
	private void failed(RuntimeException fault) {
		cutUpstream();
		broken(fault);
	}

	final void inLoop(Runnable task) {
		if (this.loop.inEventLoop()) {
			task.run();
		}
		else {
			this.loop.execute(task);
		}
	}

	/** Asks the provider for more, as far as the reader wants it. */
	final void pull() {
		Subscription subscription = this.upstream;
		if (subscription == null || this.closed) {
			return;
		}
		long wanted = this.open ? Math.min(this.outlet.room(), PULL) : HELD_PULL;
		long more = wanted - this.outstanding;
		if (more > 0 && (this.outstanding == 0 || more >= wanted / 2)) {
			if (this.outstanding == 0 && this.open) {
				touch();
			}
			this.outstanding = wanted;
			subscription.request(more);
		}
	}

}
