package dev.sluice.intake;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.wire.ErrorBodies;

/** Writes a failure as the client's dialect wants it. */
public final class ErrorReply {

	private ErrorReply() {
	}

	/**
	 * Writes a failure as the whole answer.
	 * @param exchange an exchange whose response is not committed
	 * @param dialect the client's wire format
	 * @param requestId the call's id
	 * @param failure what went wrong
	 * @return completes when the answer is written and the rest of the request has come,
	 * as far as it is waited for
	 */
	public static Mono<Void> write(ServerWebExchange exchange, Dialect dialect, String requestId,
			GatewayException failure) {
		ServerHttpResponse response = exchange.getResponse();
		response.setStatusCode(HttpStatusCode.valueOf(failure.kind().status()));
		fill(response.getHeaders(), requestId, failure);
		Arrival arrival = Arrival.find(exchange);
		boolean last = arrival != null && prepare(exchange, response.getHeaders(), arrival, failure.kind());
		if (HttpMethod.HEAD.equals(exchange.getRequest().getMethod())) {
			return response.setComplete();
		}
		byte[] body = ErrorBodies.json(dialect, failure, requestId);
		response.getHeaders().setContentLength(body.length);
		Mono<DataBuffer> buffer = Mono.fromSupplier(() -> response.bufferFactory().wrap(body));
		return (arrival != null && last)
				? response.writeAndFlushWith(Flux.just(buffer)).then(UnreadBody.linger(exchange.getRequest(), arrival))
				: response.writeWith(buffer);
	}

	/**
	 * Sets the headers that belong to a failure, for writers that have a body of their
	 * own.
	 * @param headers the answer's headers
	 * @param requestId the call's id
	 * @param failure what went wrong
	 */
	public static void fill(HttpHeaders headers, String requestId, GatewayException failure) {
		headers.remove(HttpHeaders.CONTENT_LENGTH);
		headers.remove(HttpHeaders.CONTENT_ENCODING);
		headers.remove(HttpHeaders.TRANSFER_ENCODING);
		headers.setContentType(MediaType.APPLICATION_JSON);
		headers.set(RequestIds.HEADER, requestId);
		if (!failure.kind().retryable()) {
			headers.set("x-should-retry", "false");
		}
		if (failure.kind() == ErrorKind.UNAUTHENTICATED) {
			headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
		}
		retryAfter(headers, failure.retryAfter());
	}

	private static void retryAfter(HttpHeaders headers, @Nullable Duration wait) {
		if (wait == null) {
			return;
		}
		long millis = Math.max(0, wait.toMillis());
		headers.set(HttpHeaders.RETRY_AFTER, Long.toString((millis + 999) / 1000));
		headers.set("retry-after-ms", Long.toString(millis));
	}

	/** Whether the connection has to be closed behind the answer. */
	private static boolean prepare(ServerWebExchange exchange, HttpHeaders headers, Arrival arrival, ErrorKind kind) {
		if (kind == ErrorKind.METHOD_NOT_ALLOWED) {
			headers.set(HttpHeaders.ALLOW, arrival.endpoint().allow());
		}
		if (kind == ErrorKind.UPGRADE_REFUSED) {
			headers.set(HttpHeaders.UPGRADE, "HTTP/1.1");
		}
		boolean closes = UnreadBody.closes(exchange.getRequest(), arrival);
		if (closes) {
			headers.set(HttpHeaders.CONNECTION, "close");
		}
		return closes;
	}

}
