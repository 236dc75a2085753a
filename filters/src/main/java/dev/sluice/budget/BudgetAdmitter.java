package dev.sluice.budget;

import reactor.core.publisher.Mono;

import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.Admission;
import dev.sluice.call.ClientCall;
import dev.sluice.stage.Admitter;

/** Admits everyone; what a call may cost is decided attempt by attempt. */
final class BudgetAdmitter implements Admitter {

	static final String WARNING = "x-sluice-budget-warning";

	private final BudgetDesk desk;

	BudgetAdmitter(BudgetDesk desk) {
		this.desk = desk;
	}

	@Override
	public Mono<Admission> admit(ServerWebExchange exchange, ClientCall call) {
		BudgetAdmission admission = new BudgetAdmission(call.caller(), RouteBudget.of(exchange), this.desk);
		PolicyUse warning = this.desk.warning(admission, call);
		if (warning != null) {
			exchange.getResponse()
				.getHeaders()
				.set(WARNING, warning.policy().name() + "; " + warning.pot().key().period() + " limit "
						+ RefusalTexts.usd(warning.limit()) + " USD, spent " + RefusalTexts.usd(warning.pot().spent()));
		}
		return Mono.just(admission);
	}

}
