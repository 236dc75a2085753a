package dev.sluice.stage;

import java.util.List;

import reactor.core.publisher.Mono;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.ClientCall;

/** May the caller do this? Without a ticket from here nothing is dispatched. */
final class AdmitStageFilter extends StageFilter {

	private final AdmissionCheck[] checks;

	private final Admitter admitter;

	AdmitStageFilter(List<AdmissionCheck> checks, Admitter admitter) {
		super(Stage.ADMIT);
		this.checks = checks.toArray(AdmissionCheck[]::new);
		this.admitter = admitter;
	}

	@Override
	Mono<Void> pass(ServerWebExchange exchange, ClientCall call, GatewayFilterChain chain) {
		for (AdmissionCheck check : this.checks) {
			check.check(exchange, call);
		}
		return this.admitter.admit(exchange, call).flatMap(admission -> {
			Admissions.attach(exchange, admission);
			return chain.filter(exchange);
		});
	}

}
