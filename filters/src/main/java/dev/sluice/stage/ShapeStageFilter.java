package dev.sluice.stage;

import java.util.List;

import reactor.core.publisher.Mono;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.ClientCall;

/** Runs the shapers, each on what the one before left. */
final class ShapeStageFilter extends StageFilter {

	private final List<CallShaper> shapers;

	ShapeStageFilter(List<CallShaper> shapers) {
		super(Stage.SHAPE);
		this.shapers = shapers;
	}

	@Override
	Mono<Void> pass(ServerWebExchange exchange, ClientCall call, GatewayFilterChain chain) {
		if (this.shapers.isEmpty()) {
			return chain.filter(exchange);
		}
		Mono<ClientCall> shaped = Mono.just(call);
		for (CallShaper shaper : this.shapers) {
			shaped = shaped.flatMap(present -> shaper.shape(exchange, present));
		}
		return shaped.flatMap(result -> {
			result.attachTo(exchange.getAttributes());
			return chain.filter(exchange);
		});
	}

}
