package dev.sluice.stage;

import reactor.core.publisher.Mono;

import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.ClientCall;

/**
 * Knows answers that no provider has to be asked for, such as a cache. The beans of this
 * type are asked one after another in the REUSE stage; the first answer is taken.
 */
@FunctionalInterface
public interface ReplySource {

	/**
	 * Looks for an answer.
	 * @param exchange the exchange, for what its route configures
	 * @param call the call in its final shape
	 * @return the answer, or empty to go on
	 */
	Mono<ReadyReply> find(ServerWebExchange exchange, ClientCall call);

}
