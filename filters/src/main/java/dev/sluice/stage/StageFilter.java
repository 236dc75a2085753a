package dev.sluice.stage;

import reactor.core.publisher.Mono;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.ClientCall;
import dev.sluice.call.GatewayException;

/** A stage of the calls on {@code ai:} routes. Other routes do not notice it. */
abstract class StageFilter implements GlobalFilter, Ordered {

	private final Stage stage;

	StageFilter(Stage stage) {
		this.stage = stage;
	}

	@Override
	public final int getOrder() {
		return this.stage.order();
	}

	@Override
	public final Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		if (!AiRoutes.matches(exchange)) {
			return chain.filter(exchange);
		}
		try {
			return pass(exchange, ClientCall.of(exchange), chain);
		}
		catch (GatewayException ex) {
			return Mono.error(ex);
		}
	}

	abstract Mono<Void> pass(ServerWebExchange exchange, ClientCall call, GatewayFilterChain chain);

}
