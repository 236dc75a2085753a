package dev.sluice.budget;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.sluice.call.Admission;
import dev.sluice.call.Caller;
import dev.sluice.call.ClientCall;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Hold;
import dev.sluice.call.Intent;

/** The ticket of one call, and what its attempts have cost so far. */
final class BudgetAdmission implements Admission {

	private final Caller caller;

	private final RouteBudget route;

	private final BudgetDesk desk;

	private final AtomicLong spent = new AtomicLong();

	private volatile @Nullable GatewayException blocked;

	private volatile List<String> substitutes = List.of();

	private volatile Payers payers = Payers.NOBODY;

	BudgetAdmission(Caller caller, RouteBudget route, BudgetDesk desk) {
		this.caller = caller;
		this.route = route;
		this.desk = desk;
	}

	@Override
	public Caller caller() {
		return this.caller;
	}

	RouteBudget route() {
		return this.route;
	}

	/** What earlier attempts of the call did cost. */
	long spent() {
		return this.spent.get();
	}

	void spent(long nanos) {
		this.spent.addAndGet(nanos);
	}

	/** Who paid last, as far as this call has asked. */
	Payers payers() {
		return this.payers;
	}

	void payers(Payers found) {
		this.payers = found;
	}

	/** Under a policy that blocks, no other target is asked for. */
	void block(GatewayException refusal) {
		this.blocked = refusal;
		this.substitutes = List.of();
	}

	void substitutes(List<String> models) {
		if (this.blocked == null) {
			this.substitutes = models;
		}
	}

	@Override
	public Mono<Hold> hold(ClientCall call, Intent intent) {
		GatewayException refusal = this.blocked;
		return (refusal != null) ? Mono.error(refusal) : this.desk.hold(new HoldRequest(this, call, intent));
	}

	@Override
	public List<String> substitutes() {
		return this.substitutes;
	}

	@Override
	public void close() {
	}

}
