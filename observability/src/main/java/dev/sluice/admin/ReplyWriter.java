package dev.sluice.admin;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;

/** Writes replies: JSON, or a stream of server-sent events. */
final class ReplyWriter {

	// A stream outlives changes of its caller's rights by no more than this.
	private static final Duration LONGEST_STREAM = Duration.ofHours(1);

	private final Duration heartbeat;

	ReplyWriter(Duration heartbeat) {
		this.heartbeat = heartbeat;
	}

	Mono<Void> write(ServerWebExchange exchange, AdminReply reply, String requestId) {
		ServerHttpResponse response = exchange.getResponse();
		String etag = reply.headers().getFirst(HttpHeaders.ETAG);
		if (etag != null && reply.status() == HttpStatus.OK && exchange.checkNotModified(etag)) {
			head(response, reply, requestId, HttpStatus.NOT_MODIFIED);
			return response.setComplete();
		}
		byte[] body = (reply.body() != null) ? AdminJson.write(reply.body()) : null;
		head(response, reply, requestId, reply.status());
		Flux<ServerSentEvent<Object>> events = reply.events();
		if (events != null) {
			response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
			boolean headOnly = exchange.getRequest().getMethod() == HttpMethod.HEAD;
			return headOnly ? response.setComplete() : stream(response, events);
		}
		return (body != null) ? json(response, body) : response.setComplete();
	}

	private static void head(ServerHttpResponse response, AdminReply reply, String requestId, HttpStatus status) {
		HttpHeaders headers = response.getHeaders();
		// An earlier attempt to write may have left its own behind.
		headers.clearContentHeaders();
		headers.remove(HttpHeaders.ETAG);
		headers.remove(HttpHeaders.LOCATION);
		response.setStatusCode(status);
		reply.headers().forEach(headers::put);
		headers.set("x-request-id", requestId);
		headers.set("X-Content-Type-Options", "nosniff");
		headers.setCacheControl("no-store");
	}

	private static Mono<Void> json(ServerHttpResponse response, byte[] body) {
		HttpHeaders headers = response.getHeaders();
		if (headers.getContentType() == null) {
			headers.setContentType(MediaType.APPLICATION_JSON);
		}
		headers.setContentLength(body.length);
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
	}

	private Mono<Void> stream(ServerHttpResponse response, Flux<ServerSentEvent<Object>> events) {
		Flux<Signal<ServerSentEvent<Object>>> beats = Flux.interval(Duration.ZERO, this.heartbeat)
			.onBackpressureDrop()
			.map((tick) -> Signal.next(ServerSentEvent.builder().comment("alive").build()));
		// The events come first: their refusal must be heard before a beat commits the
		// answer.
		Flux<ServerSentEvent<Object>> merged = Flux.merge(events.take(LONGEST_STREAM).materialize(), beats)
			.dematerialize();
		return response.writeAndFlushWith(merged
			.map((event) -> Mono.<DataBuffer>fromSupplier(() -> response.bufferFactory().wrap(encode(event)))));
	}

	private static byte[] encode(ServerSentEvent<Object> event) {
		ByteArrayOutputStream out = new ByteArrayOutputStream(256);
		line(out, ": ", event.comment());
		line(out, "id: ", event.id());
		line(out, "event: ", event.event());
		if (event.data() != null) {
			out.writeBytes("data: ".getBytes(StandardCharsets.UTF_8));
			out.writeBytes(AdminJson.write(event.data()));
			out.write('\n');
		}
		out.write('\n');
		return out.toByteArray();
	}

	private static void line(ByteArrayOutputStream out, String name, @Nullable String value) {
		if (value != null) {
			out.writeBytes((name + value + "\n").getBytes(StandardCharsets.UTF_8));
		}
	}

}
