package dev.sluice.dispatch;

import java.util.function.Function;

import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;

import dev.sluice.stage.ReadyReply;
import dev.sluice.stage.Stage;

/**
 * Writes a decided reply, outside of the filters that change response headers. The server
 * flushes at the end of what one turn of its event loop has written, which is one flush
 * per burst read from the provider.
 */
class AiWriteReplyFilter implements GlobalFilter, Ordered {

	private static final NettyDataBufferFactory BUFFERS = new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);

	@Override
	public int getOrder() {
		return Stage.WRITE.order();
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		return chain.filter(exchange)
			.then(Mono.defer(() -> write(exchange)))
			.doFinally((signal) -> Replies.drop(exchange))
			// Kept here for all below, who ask for it several times in each call: every
			// operator on the way to the server would be asked in turn, three dozen.
			.contextWrite(Function.identity());
	}

	private Mono<Void> write(ServerWebExchange exchange) {
		Reply reply = Replies.find(exchange);
		if (reply == null) {
			return writeReady(exchange.getResponse(), ReadyReply.find(exchange));
		}
		return exchange.getResponse().writeWith(reply.body());
	}

	private static Mono<Void> writeReady(ServerHttpResponse response, @Nullable ReadyReply ready) {
		if (ready == null || response.isCommitted()) {
			return Mono.empty();
		}
		response.setRawStatusCode(ready.status());
		response.getHeaders().addAll(ready.headers());
		return response.writeWith(Flux.from(ready.body()).map(BUFFERS::wrap));
	}

}
