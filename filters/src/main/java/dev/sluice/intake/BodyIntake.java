package dev.sluice.intake;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

import dev.sluice.call.CallBody;
import dev.sluice.call.Envelope;
import dev.sluice.wire.EnvelopeScanner;
import dev.sluice.wire.JoinedBody;

/** Takes bodies off the wire within their bounds, and reads what they ask for. */
final class BodyIntake {

	private final int limit;

	private final JoinedBytes joined;

	private final BodyDeadlines deadlines;

	private final FormIntake forms;

	BodyIntake(int limit, JoinedBytes joined, BodyDeadlines deadlines, FormIntake forms) {
		this.forms = forms;
		this.limit = limit;
		this.joined = joined;
		this.deadlines = deadlines;
	}

	/** What is done with a body once it is whole. */
	@FunctionalInterface
	interface Received {

		Mono<Void> proceed(CallBody body, Envelope envelope, HttpHeaders headers);

	}

	Mono<Void> receive(ServerHttpRequest request, Arrival arrival, Received received) {
		HttpHeaders headers = request.getHeaders();
		if (arrival.endpoint().media() != Endpoint.Media.JSON
				&& Endpoint.isMultipart(headers.getFirst(HttpHeaders.CONTENT_TYPE))) {
			return this.forms.receive(request, arrival, received);
		}
		long announced = headers.getContentLength();
		if (announced > this.limit) {
			return Mono.error(BodyJoin.tooLarge(this.limit));
		}
		ContentDecoding decoding = ContentDecoding.of(headers.getFirst(HttpHeaders.CONTENT_ENCODING));
		JoinedBytes.Permit permit = this.joined.reserve(Math.max(0, announced));
		if (permit == null) {
			return Mono.error(BodyJoin.overloaded());
		}
		return join(arrival.openBody(request), (int) announced, permit, decoding)
			.flatMap(body -> proceed(body, arrival, decoded(headers, decoding, body), received))
			.doFinally(signal -> permit.release());
	}

	private Mono<JoinedBody> join(Flux<DataBuffer> arriving, int announced, JoinedBytes.Permit permit,
			@Nullable ContentDecoding decoding) {
		Mono<JoinedBody> body = new BodyJoin(arriving, announced, this.limit, permit, this.deadlines);
		return (decoding != null) ? body.flatMap(encoded -> decoding.decode(encoded, this.limit, permit)) : body;
	}

	private static Mono<Void> proceed(JoinedBody body, Arrival arrival, HttpHeaders headers, Received received) {
		arrival.bodyTaken();
		Envelope envelope = EnvelopeScanner.scan(arrival.endpoint().dialect(), body.array(), (int) body.length());
		return received.proceed(body, envelope, headers);
	}

	private static HttpHeaders decoded(HttpHeaders headers, @Nullable ContentDecoding decoding, JoinedBody body) {
		if (decoding == null) {
			return headers;
		}
		HttpHeaders plain = new HttpHeaders();
		plain.putAll(headers);
		plain.remove(HttpHeaders.CONTENT_ENCODING);
		plain.remove(HttpHeaders.TRANSFER_ENCODING);
		plain.setContentLength(body.length());
		return HttpHeaders.readOnlyHttpHeaders(plain);
	}

}
