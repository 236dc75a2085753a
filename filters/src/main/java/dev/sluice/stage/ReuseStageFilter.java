package dev.sluice.stage;

import java.util.List;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.ClientCall;

/**
 * Asks the sources for an answer, and keeps the call from being dispatched if one has it.
 */
final class ReuseStageFilter extends StageFilter {

	private final List<ReplySource> sources;

	ReuseStageFilter(List<ReplySource> sources) {
		super(Stage.REUSE);
		this.sources = sources;
	}

	@Override
	Mono<Void> pass(ServerWebExchange exchange, ClientCall call, GatewayFilterChain chain) {
		if (this.sources.isEmpty()) {
			return chain.filter(exchange);
		}
		return Flux.fromIterable(this.sources)
			.concatMap(source -> source.find(exchange, call), 1)
			.next()
			.doOnNext(reply -> take(exchange, reply))
			.then(Mono.defer(() -> chain.filter(exchange)));
	}

	private static void take(ServerWebExchange exchange, ReadyReply reply) {
		reply.attachTo(exchange);
		ServerWebExchangeUtils.setAlreadyRouted(exchange);
	}

}
