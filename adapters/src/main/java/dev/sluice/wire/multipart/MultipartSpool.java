package dev.sluice.wire.multipart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * Reads multipart requests: scans their parts while they arrive, and keeps the bytes in
 * memory or, beyond a threshold, in a file that only its owner can read.
 */
public final class MultipartSpool {

	private final Path directory;

	private final int threshold;

	private final int limit;

	private final Scheduler scheduler;

	/**
	 * Creates a spool for any number of requests.
	 * @param directory where files are created; made when it does not exist
	 * @param threshold up to how many bytes a body stays in memory
	 * @param limit the largest body in bytes; below 2 GiB, as spans are integers
	 * @param scheduler bounded, and runs all file access
	 */
	public MultipartSpool(Path directory, int threshold, int limit, Scheduler scheduler) {
		this.directory = directory;
		this.threshold = threshold;
		this.limit = limit;
		this.scheduler = scheduler;
	}

	/**
	 * Reads one request to its end.
	 * @param contentType the request's content type
	 * @param body the request's bytes; every buffer is released here
	 * @return the call, whose body the subscriber releases, or an error of a
	 * {@link GatewayException}; after an error or a cancellation nothing is left behind
	 */
	public Mono<SpooledCall> read(@Nullable String contentType, Flux<? extends DataBuffer> body) {
		return Mono.defer(() -> {
			Reading reading = new Reading(Boundary.delimiter(contentType));
			return body.map(MultipartSpool::take)
				.concatMap(reading::accept, 1)
				.then(Mono.defer(reading::finish))
				.onErrorMap(RejectedExecutionException.class, MultipartSpool::full)
				.onErrorMap(IOException.class, MultipartSpool::failed)
				.doOnError((ex) -> reading.discard())
				.doOnCancel(reading::discard)
				.doOnDiscard(DataBuffer.class, DataBufferUtils::release)
				.doOnNext((call) -> reading.settled.set(true));
		});
	}

	// Before anything can fail, since an operator that fails discards what it was given,
	// and this was released.
	private static byte[] take(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	private static GatewayException full(Throwable cause) {
		return new GatewayException(ErrorKind.OVERLOADED, "The gateway is storing too many uploads. Try again shortly.")
			.causedBy(cause);
	}

	private static GatewayException failed(Throwable cause) {
		return new GatewayException(ErrorKind.INTERNAL, "A multipart body could not be stored.").causedBy(cause);
	}

	/** One request on its way in. */
	private final class Reading {

		private final PartFacts facts = new PartFacts();

		private final MultipartParser parser;

		private final Spool spool = new Spool(MultipartSpool.this.directory, MultipartSpool.this.threshold);

		private final AtomicBoolean settled = new AtomicBoolean();

		private long received;

		Reading(byte[] delimiter) {
			this.parser = new MultipartParser(delimiter, this.facts);
		}

		Mono<Void> accept(byte[] bytes) {
			this.received += bytes.length;
			if (this.received > MultipartSpool.this.limit) {
				throw new GatewayException(ErrorKind.BODY_TOO_LARGE,
						"The body is larger than " + MultipartSpool.this.limit + " bytes.");
			}
			this.parser.read(bytes);
			if (!this.spool.overflows(bytes.length)) {
				this.spool.keep(bytes);
				return Mono.empty();
			}
			return Mono.<Void>fromCallable(() -> {
				this.spool.write(bytes);
				return null;
			}).subscribeOn(MultipartSpool.this.scheduler);
		}

		Mono<SpooledCall> finish() {
			this.parser.end();
			Mono<SpooledCall> call = Mono.fromCallable(
					() -> new SpooledCall(this.facts.envelope(), this.spool.body(MultipartSpool.this.scheduler)));
			return this.spool.hasFile() ? call.subscribeOn(MultipartSpool.this.scheduler) : call;
		}

		void discard() {
			boolean stored = this.received > MultipartSpool.this.threshold;
			if (this.settled.compareAndSet(false, true) && stored) {
				SpooledBody.onScheduler(MultipartSpool.this.scheduler, this.spool::discard);
			}
		}

	}

}
