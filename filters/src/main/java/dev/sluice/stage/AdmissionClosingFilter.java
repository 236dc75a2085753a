package dev.sluice.stage;

import reactor.core.publisher.Mono;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;

/**
 * Closes the ticket when the exchange is over. It stands outside of everything, because
 * the answer is still being written when the ADMIT stage itself is long done.
 */
final class AdmissionClosingFilter implements GlobalFilter, Ordered {

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		Mono<Void> rest = chain.filter(exchange);
		return AiRoutes.matches(exchange) ? rest.doFinally(signal -> Admissions.close(exchange)) : rest;
	}

}
