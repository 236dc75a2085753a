package dev.sluice.intake;

import java.util.concurrent.atomic.AtomicLong;

import reactor.core.publisher.Flux;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;

/** Counts the bytes of the body that are read off the wire. */
final class CountingExchange extends ServerWebExchangeDecorator {

	private final ServerHttpRequest request;

	CountingExchange(ServerWebExchange exchange, AtomicLong read) {
		super(exchange);
		this.request = new ServerHttpRequestDecorator(exchange.getRequest()) {

			@Override
			public Flux<DataBuffer> getBody() {
				return super.getBody().doOnNext(buffer -> read.addAndGet(buffer.readableByteCount()));
			}

		};
	}

	@Override
	public ServerHttpRequest getRequest() {
		return this.request;
	}

}
