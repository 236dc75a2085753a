package dev.sluice.intake;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.wire.multipart.MultipartSpool;
import dev.sluice.wire.multipart.SpooledCall;

/**
 * Takes forms with files off the wire: in memory while they are small, else in a file.
 */
final class FormIntake {

	private final MultipartSpool spool;

	private final int limit;

	private final int threshold;

	private final JoinedBytes joined;

	private final JoinedBytes stored;

	private final Duration timeout;

	/**
	 * Creates an intake.
	 * @param threshold up to how many bytes a form stays in memory
	 * @param joined bounds what all forms and bodies have in memory
	 * @param stored bounds what all forms have in files
	 */
	FormIntake(MultipartSpool spool, int limit, int threshold, JoinedBytes joined, JoinedBytes stored,
			Duration timeout) {
		this.spool = spool;
		this.limit = limit;
		this.threshold = threshold;
		this.joined = joined;
		this.stored = stored;
		this.timeout = timeout;
	}

	Mono<Void> receive(ServerHttpRequest request, Arrival arrival, BodyIntake.Received received) {
		HttpHeaders headers = request.getHeaders();
		long announced = headers.getContentLength();
		if (announced > this.limit) {
			return Mono.error(BodyJoin.tooLarge(this.limit));
		}
		if (ContentDecoding.of(headers.getFirst(HttpHeaders.CONTENT_ENCODING)) != null) {
			return Mono.error(new GatewayException(ErrorKind.UNSUPPORTED_MEDIA_TYPE,
					"Forms are not taken compressed. Send the body without content-encoding."));
		}
		long expected = (announced < 0) ? this.limit : announced;
		JoinedBytes.Permit memory = this.joined.reserve(Math.min(expected, this.threshold));
		if (memory == null) {
			return Mono.error(BodyJoin.overloaded());
		}
		JoinedBytes.Permit disk = this.stored.reserve((expected > this.threshold) ? expected : 0);
		if (disk == null) {
			memory.release();
			return Mono.error(new GatewayException(ErrorKind.OVERLOADED,
					"The gateway stores as many uploads as it may. Try again shortly.")
				.retryAfter(Duration.ofSeconds(1)));
		}
		return this.spool.read(headers.getFirst(HttpHeaders.CONTENT_TYPE), arrival.openBody(request))
			.timeout(this.timeout)
			.onErrorMap(TimeoutException.class, ex -> BodyJoin.tooSlow())
			.flatMap(form -> proceed(form, arrival, headers, received))
			.doFinally(signal -> {
				memory.release();
				disk.release();
			});
	}

	private static Mono<Void> proceed(SpooledCall form, Arrival arrival, HttpHeaders headers,
			BodyIntake.Received received) {
		arrival.bodyTaken();
		return Mono.defer(() -> received.proceed(form.body(), form.envelope(), headers))
			.doFinally(signal -> form.body().release());
	}

}
