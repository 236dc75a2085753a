package dev.sluice.intake;

import java.util.List;

import io.netty.buffer.ByteBufAllocator;
import reactor.core.publisher.Flux;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;

import dev.sluice.call.ClientCall;

/**
 * The exchange of a call whose body was taken off the wire. Ordinary routes can read it
 * again, as often as they like.
 */
final class CallExchange extends ServerWebExchangeDecorator {

	private static final NettyDataBufferFactory BUFFERS = new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);

	private final ServerHttpRequest request;

	CallExchange(ServerWebExchange exchange, ClientCall call) {
		super(exchange);
		this.request = new CallRequest(exchange.getRequest(), call);
	}

	@Override
	public ServerHttpRequest getRequest() {
		return this.request;
	}

	private static final class CallRequest extends ServerHttpRequestDecorator {

		private final ClientCall call;

		CallRequest(ServerHttpRequest request, ClientCall call) {
			super(request);
			this.call = call;
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.call.headers();
		}

		@Override
		public Flux<DataBuffer> getBody() {
			return Flux.from(this.call.body().content(List.of())).map(BUFFERS::wrap);
		}

	}

}
