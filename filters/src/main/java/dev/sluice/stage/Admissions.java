package dev.sluice.stage;

import org.jspecify.annotations.Nullable;

import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.Admission;

/** Where the ADMIT stage leaves the ticket for the dispatcher. */
public final class Admissions {

	private static final String ATTRIBUTE = Admission.class.getName();

	private Admissions() {
	}

	static void attach(ServerWebExchange exchange, Admission admission) {
		exchange.getAttributes().put(ATTRIBUTE, admission);
	}

	/**
	 * The ticket of an exchange.
	 * @param exchange an exchange
	 * @return its admission, or null when the ADMIT stage did not let it pass
	 */
	public static @Nullable Admission find(ServerWebExchange exchange) {
		return (Admission) exchange.getAttributes().get(ATTRIBUTE);
	}

}
