package dev.sluice.stage;

import reactor.core.publisher.Mono;

import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.ClientCall;

/**
 * Changes what is asked, such as a guard that masks or a default that is filled in. The
 * beans of this type run one after another in the SHAPE stage.
 */
@FunctionalInterface
public interface CallShaper {

	/**
	 * Shapes a call.
	 * @param exchange the exchange, for what its route configures
	 * @param call the call as the shapers before left it
	 * @return the call to go on with, the same one when nothing changes; or an error of a
	 * {@link dev.sluice.call.GatewayException} when it must not go on
	 */
	Mono<ClientCall> shape(ServerWebExchange exchange, ClientCall call);

}
