package dev.sluice.predicate;

import java.util.function.Predicate;

import org.springframework.cloud.gateway.handler.predicate.GatewayPredicate;
import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.ClientCall;

/**
 * A question to the call of an exchange; false for exchanges that carry none.
 */
final class CallPredicate implements GatewayPredicate {

	private final Object config;

	private final String text;

	private final Predicate<ClientCall> question;

	/**
	 * Creates a predicate.
	 * @param config the configuration, for those who visit predicates
	 * @param text what the actuator's gateway endpoint shows
	 * @param question what is asked of the call
	 */
	CallPredicate(Object config, String text, Predicate<ClientCall> question) {
		this.config = config;
		this.text = text;
		this.question = question;
	}

	@Override
	public boolean test(ServerWebExchange exchange) {
		ClientCall call = ClientCall.find(exchange);
		return call != null && this.question.test(call);
	}

	@Override
	public Object getConfig() {
		return this.config;
	}

	@Override
	public String toString() {
		return this.text;
	}

}
