package dev.sluice.dispatch;

import reactor.core.publisher.Mono;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;

import dev.sluice.stage.Stage;

/**
 * Writes a decided reply, outside of the filters that change response headers. The server
 * flushes at the end of what one turn of its event loop has written, which is one flush
 * per burst read from the provider.
 */
class AiWriteReplyFilter implements GlobalFilter, Ordered {

	@Override
	public int getOrder() {
		return Stage.WRITE.order();
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		return chain.filter(exchange)
			.then(Mono.defer(() -> write(exchange)))
			.doOnError((error) -> drop(exchange))
			.doOnCancel(() -> drop(exchange));
	}

	private Mono<Void> write(ServerWebExchange exchange) {
		Reply reply = Replies.take(exchange);
		if (reply == null) {
			return Mono.empty();
		}
		return exchange.getResponse().writeWith(reply.body()).doOnCancel(reply.discard());
	}

	private void drop(ServerWebExchange exchange) {
		Reply reply = Replies.take(exchange);
		if (reply != null) {
			reply.discard().run();
		}
	}

}
