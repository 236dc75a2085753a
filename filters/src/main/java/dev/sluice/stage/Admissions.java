package dev.sluice.stage;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.Admission;
import dev.sluice.call.Caller;
import dev.sluice.call.ClientCall;
import dev.sluice.call.Hold;
import dev.sluice.call.Intent;

/** Where the ADMIT stage leaves the ticket for the dispatcher. */
public final class Admissions {

	private static final String ATTRIBUTE = Admission.class.getName();

	/** Takes the ticket's place when the exchange is over, so that none comes late. */
	private static final Admission OVER = new Over();

	private Admissions() {
	}

	static void attach(ServerWebExchange exchange, Admission admission) {
		Object before = exchange.getAttributes().put(ATTRIBUTE, admission);
		if (before == OVER) {
			close(exchange);
		}
		else if (before != null) {
			((Admission) before).close();
		}
	}

	static void close(ServerWebExchange exchange) {
		Object admission = exchange.getAttributes().put(ATTRIBUTE, OVER);
		if (admission != null) {
			((Admission) admission).close();
		}
	}

	/**
	 * The ticket of an exchange.
	 * @param exchange an exchange
	 * @return its admission, or null when the ADMIT stage did not let it pass or the
	 * exchange is over
	 */
	public static @Nullable Admission find(ServerWebExchange exchange) {
		Object admission = exchange.getAttributes().get(ATTRIBUTE);
		return (admission != OVER) ? (Admission) admission : null;
	}

	private static final class Over implements Admission {

		@Override
		public Caller caller() {
			throw new IllegalStateException("the exchange is over");
		}

		@Override
		public Mono<Hold> hold(ClientCall call, Intent intent) {
			return Mono.error(() -> new IllegalStateException("the exchange is over"));
		}

		@Override
		public void close() {
		}

	}

}
