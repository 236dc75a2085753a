package dev.sluice.stage;

import reactor.core.publisher.Mono;

import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.Admission;
import dev.sluice.call.Caller;
import dev.sluice.call.ClientCall;
import dev.sluice.call.Hold;
import dev.sluice.call.Intent;

/** Admits everyone and sets nothing aside: the gateway without limits and budgets. */
final class UnlimitedAdmitter implements Admitter {

	private static final Mono<Hold> NOTHING = Mono.just(Hold.NOTHING);

	@Override
	public Mono<Admission> admit(ServerWebExchange exchange, ClientCall call) {
		return Mono.just(new Unlimited(call.caller()));
	}

	private record Unlimited(Caller caller) implements Admission {

		@Override
		public Mono<Hold> hold(ClientCall call, Intent intent) {
			return NOTHING;
		}

		@Override
		public void close() {
		}

	}

}
