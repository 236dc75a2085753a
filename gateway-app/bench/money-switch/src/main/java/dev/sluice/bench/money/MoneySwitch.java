package dev.sluice.bench.money;

import reactor.core.publisher.Mono;

import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.Admission;
import dev.sluice.call.Caller;
import dev.sluice.call.ClientCall;
import dev.sluice.call.Hold;
import dev.sluice.call.Intent;
import dev.sluice.stage.Admitter;

/**
 * Admits a call as the gateway does, or, when the load asks for it, as a gateway without
 * money would: nothing is held, and nothing goes to journal and ledger.
 */
record MoneySwitch(Admitter gateway) implements Admitter {

	private static final String HEADER = "x-bench-money";

	private static final String OFF = "off";

	private static final Mono<Hold> NOTHING = Mono.just(Hold.NOTHING);

	@Override
	public Mono<Admission> admit(ServerWebExchange exchange, ClientCall call) {
		return OFF.equals(call.headers().getFirst(HEADER)) ? Mono.just(new Unpaid(call.caller()))
				: this.gateway.admit(exchange, call);
	}

	private record Unpaid(Caller caller) implements Admission {

		@Override
		public Mono<Hold> hold(ClientCall call, Intent intent) {
			return NOTHING;
		}

		@Override
		public void close() {
		}

	}

}
