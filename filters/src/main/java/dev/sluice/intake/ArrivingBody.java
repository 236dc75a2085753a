package dev.sluice.intake;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * The body of one request on its way to its reader. Once the reader has had enough the
 * rest is read on and thrown away, up to a bound: a client that still sends would lose
 * the answer together with the connection.
 */
final class ArrivingBody extends Flux<DataBuffer> implements CoreSubscriber<DataBuffer>, Subscription {

	private final Flux<DataBuffer> source;

	private final Sinks.Empty<Void> over = Sinks.empty();

	private volatile @Nullable CoreSubscriber<? super DataBuffer> reader;

	private volatile @Nullable Subscription upstream;

	private long unwanted;

	/**
	 * Creates a body that can be read once.
	 * @param unwanted how many bytes are read at most after the reader has left
	 */
	ArrivingBody(Flux<DataBuffer> source, long unwanted) {
		this.source = source;
		this.unwanted = unwanted;
	}

	@Override
	public void subscribe(CoreSubscriber<? super DataBuffer> actual) {
		this.reader = actual;
		this.source.subscribe(this);
	}

	/**
	 * Waits until nothing more is read, whatever the reason. A body that has no reader is
	 * read for nobody.
	 */
	Mono<Void> rest() {
		return Mono.defer(() -> {
			if (this.upstream == null) {
				this.source.subscribe(this);
			}
			return this.over.asMono();
		});
	}

	@Override
	public Context currentContext() {
		CoreSubscriber<? super DataBuffer> present = this.reader;
		return (present != null) ? present.currentContext() : Context.empty();
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.upstream = subscription;
		CoreSubscriber<? super DataBuffer> present = this.reader;
		if (present != null) {
			present.onSubscribe(this);
		}
		else {
			subscription.request(Long.MAX_VALUE);
		}
	}

	@Override
	public void request(long n) {
		Subscription subscription = this.upstream;
		if (subscription != null) {
			subscription.request(n);
		}
	}

	/** The reader leaves. */
	@Override
	public void cancel() {
		this.reader = null;
		request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(DataBuffer buffer) {
		CoreSubscriber<? super DataBuffer> present = this.reader;
		if (present != null) {
			present.onNext(buffer);
			return;
		}
		this.unwanted -= buffer.readableByteCount();
		DataBufferUtils.release(buffer);
		Subscription subscription = this.upstream;
		if (this.unwanted < 0 && subscription != null) {
			subscription.cancel();
			this.over.tryEmitEmpty();
		}
	}

	@Override
	public void onError(Throwable ex) {
		CoreSubscriber<? super DataBuffer> present = this.reader;
		if (present != null) {
			present.onError(ex);
		}
		this.over.tryEmitEmpty();
	}

	@Override
	public void onComplete() {
		CoreSubscriber<? super DataBuffer> present = this.reader;
		if (present != null) {
			present.onComplete();
		}
		this.over.tryEmitEmpty();
	}

}
