package dev.sluice.dispatch;

import java.util.ArrayDeque;
import java.util.Queue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

/**
 * The reader's side of a {@link ReplyGate}: what may pass waits here for the demand of
 * its one reader.
 *
 * <p>
 * All state is confined to the gate's event loop; demand and cancel from elsewhere are
 * handed over to it.
 */
final class ReplyOutlet extends Flux<DataBuffer> implements Subscription {

	private final ReplyGate gate;

	private final EventLoop loop;

	private final NettyDataBufferFactory buffers;

	private final Queue<ByteBuf> ready = new ArrayDeque<>(4);

	private @Nullable CoreSubscriber<? super DataBuffer> reader;

	private long demand;

	private boolean complete;

	private @Nullable Throwable error;

	private boolean closed;

	private boolean draining;

	private final Object handing = new Object();

	private boolean gone;

	ReplyOutlet(ReplyGate gate, EventLoop loop, NettyDataBufferFactory buffers) {
		this.gate = gate;
		this.loop = loop;
		this.buffers = buffers;
	}

	/** Takes bytes for the reader; they now belong to the outlet. */
	void offer(ByteBuf bytes) {
		if (this.closed || !bytes.isReadable()) {
			bytes.release();
		}
		else {
			this.ready.add(bytes);
		}
	}

	/** Nothing more will be offered. */
	void complete(@Nullable Throwable error) {
		this.error = error;
		this.complete = true;
	}

	/** How many buffers the reader wants beyond those that wait for it. */
	long room() {
		return this.demand - this.ready.size();
	}

	/** Hands over what is here and wanted. */
	void drain() {
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
		if (this.complete && this.ready.isEmpty() && !this.closed) {
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

	@Override
	public void subscribe(CoreSubscriber<? super DataBuffer> actual) {
		this.gate.inLoop(() -> attach(actual));
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
	public void request(long n) {
		if (this.loop.inEventLoop()) {
			wanted(n);
		}
		else {
			this.loop.execute(() -> wanted(n));
		}
	}

	private void wanted(long n) {
		this.demand = Operators.addCap(this.demand, n);
		drain();
		this.gate.pull();
	}

	@Override
	public void cancel() {
		synchronized (this.handing) {
			this.gone = true;
		}
		this.gate.inLoop(() -> {
			if (!this.closed) {
				this.closed = true;
				this.ready.forEach(ByteBuf::release);
				this.ready.clear();
				this.gate.abandoned();
			}
		});
	}

	/**
	 * Gives the reply up, also when it has a reader: a writer that fails before its first
	 * byte does not cancel what it was to read.
	 */
	void discard() {
		cancel();
	}

}
