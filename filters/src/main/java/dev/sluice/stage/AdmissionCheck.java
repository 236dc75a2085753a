package dev.sluice.stage;

import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.ClientCall;

/**
 * Refuses calls before limits are looked at. The beans of this type run in their order at
 * the beginning of the ADMIT stage.
 */
@FunctionalInterface
public interface AdmissionCheck {

	/**
	 * Lets a call pass or refuses it. Never blocks.
	 * @param exchange the exchange, for what its route configures
	 * @param call the call
	 * @throws dev.sluice.call.GatewayException when the call must not go on
	 */
	void check(ServerWebExchange exchange, ClientCall call);

}
