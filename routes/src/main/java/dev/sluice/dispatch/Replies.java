package dev.sluice.dispatch;

import org.jspecify.annotations.Nullable;

import org.springframework.web.server.ServerWebExchange;

/** Where the dispatcher leaves a decided reply for the filter that writes it. */
final class Replies {

	private static final String ATTRIBUTE = Reply.class.getName();

	private Replies() {
	}

	static void put(ServerWebExchange exchange, Reply reply) {
		exchange.getAttributes().put(ATTRIBUTE, reply);
	}

	static @Nullable Reply take(ServerWebExchange exchange) {
		return (Reply) exchange.getAttributes().remove(ATTRIBUTE);
	}

}
