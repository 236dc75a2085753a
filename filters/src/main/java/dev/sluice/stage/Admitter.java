package dev.sluice.stage;

import reactor.core.publisher.Mono;

import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.Admission;
import dev.sluice.call.ClientCall;

/** Gives out the ticket of the ADMIT stage. */
@FunctionalInterface
public interface Admitter {

	/**
	 * Admits a call or refuses it.
	 * @param exchange the exchange, for what its route configures
	 * @param call the call
	 * @return the ticket, or an error of a {@link dev.sluice.call.GatewayException}
	 */
	Mono<Admission> admit(ServerWebExchange exchange, ClientCall call);

}
