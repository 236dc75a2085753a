package dev.sluice.dispatch;

import org.jspecify.annotations.Nullable;

import org.springframework.web.server.ServerWebExchange;

/**
 * Where the dispatcher leaves a decided reply for the filter that writes it. Whatever
 * happens in between, the reply is read or given up.
 */
final class Replies {

	private static final String ATTRIBUTE = Reply.class.getName();

	/** Takes the reply's place when the exchange is over, so that none comes late. */
	private static final Object OVER = new Object();

	private Replies() {
	}

	static void put(ServerWebExchange exchange, Reply reply) {
		if (exchange.getAttributes().put(ATTRIBUTE, reply) == OVER) {
			reply.discard().run();
		}
	}

	static @Nullable Reply find(ServerWebExchange exchange) {
		return (exchange.getAttributes().get(ATTRIBUTE) instanceof Reply reply) ? reply : null;
	}

	/** Gives the reply up; what is written already stays written. */
	static void drop(ServerWebExchange exchange) {
		if (exchange.getAttributes().put(ATTRIBUTE, OVER) instanceof Reply reply) {
			reply.discard().run();
		}
	}

}
