package dev.sluice.intake;

import java.io.IOException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * Answers what failed on a model API in the caller's dialect. Exchanges of other paths,
 * and answers that have begun, are left to others.
 */
final class DialectErrorHandler implements WebExceptionHandler, Ordered {

	private static final Logger log = LoggerFactory.getLogger(DialectErrorHandler.class);

	/** Ahead of Spring Boot's own, which has -1. */
	static final int ORDER = -10;

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, Throwable ex) {
		Arrival arrival = Arrival.find(exchange);
		if (exchange.getResponse().isCommitted()) {
			return Mono.error(ex);
		}
		if (arrival != null && answered(exchange.getResponse())) {
			return Mono.empty();
		}
		if (arrival == null) {
			return strayed(exchange, ex);
		}
		GatewayException failure = failure(ex);
		report(arrival, failure);
		return ErrorReply.write(exchange, arrival.endpoint().dialect(), arrival.requestId(), failure);
	}

	/** The server refuses broken framing of a body itself, below of what we see. */
	private static boolean answered(ServerHttpResponse response) {
		return ServerHttpResponseDecorator.getNativeResponse(response) instanceof HttpServerResponse server
				&& server.hasSentHeaders();
	}

	/** An {@code ai:} route that was put on a path which carries no model calls. */
	private static Mono<Void> strayed(ServerWebExchange exchange, Throwable ex) {
		return (ex instanceof GatewayException failure
				&& exchange.getAttributes().containsKey(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR))
						? ErrorReply.write(exchange, Dialect.OPENAI_CHAT, RequestIds.next(), failure) : Mono.error(ex);
	}

	private static GatewayException failure(Throwable ex) {
		if (ex instanceof GatewayException failure) {
			return failure;
		}
		if (ex instanceof ResponseStatusException status) {
			return ofStatus(status);
		}
		if (ex instanceof IOException) {
			return new GatewayException(ErrorKind.UPSTREAM_UNREACHABLE,
					"The service behind this route could not be reached, or broke off before it answered.")
				.causedBy(ex);
		}
		return internal(ex);
	}

	private static GatewayException ofStatus(ResponseStatusException ex) {
		return switch (ex.getStatusCode().value()) {
			case 400 -> new GatewayException(ErrorKind.INVALID_REQUEST, "The request cannot be read.").causedBy(ex);
			case 403 -> new GatewayException(ErrorKind.FORBIDDEN, "This call is not allowed here.").causedBy(ex);
			case 404 -> new GatewayException(ErrorKind.NOT_FOUND,
					"No route takes this call. Add one to the route files, or change the path or model.");
			case 413 -> new GatewayException(ErrorKind.BODY_TOO_LARGE, "The request is too large.").causedBy(ex);
			case 429 ->
				new GatewayException(ErrorKind.RATE_LIMITED, "Too many requests. Try again later.").causedBy(ex);
			case 503 -> new GatewayException(ErrorKind.OVERLOADED,
					"The service behind this route is not available. Try again later.")
				.causedBy(ex);
			case 504 -> new GatewayException(ErrorKind.UPSTREAM_TIMEOUT,
					"The service behind this route did not answer in time.")
				.causedBy(ex);
			default -> internal(ex);
		};
	}

	private static GatewayException internal(Throwable ex) {
		return new GatewayException(ErrorKind.INTERNAL, "unexpected failure").causedBy(ex);
	}

	private static void report(Arrival arrival, GatewayException failure) {
		if (failure.kind() == ErrorKind.INTERNAL) {
			log.error("Call {} ({}) failed: {}", arrival.requestId(), arrival.endpoint().dialect().id(),
					failure.getMessage(), failure);
		}
		else if (log.isDebugEnabled()) {
			log.debug("Call {} ({}) is answered with {}: {}", arrival.requestId(), arrival.endpoint().dialect().id(),
					failure.kind(), failure.getMessage());
		}
	}

}
