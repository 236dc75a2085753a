package dev.sluice.budget;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.sluice.budget.lease.DatabaseClock;
import dev.sluice.budget.lease.LeaseBank;
import dev.sluice.budget.lease.Purse;
import dev.sluice.budget.lease.Shortage;
import dev.sluice.budget.lease.StalePurse;
import dev.sluice.call.ClientCall;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Hold;
import dev.sluice.call.Target;
import dev.sluice.price.PriceBook;
import dev.sluice.price.Quote;

/** Makes the holds: who pays, what it may cost, and the money set aside for it. */
final class BudgetDesk {

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	/** For how long a call waits at the start for the policies that are stored. */
	private static final Duration LOADING = Duration.ofSeconds(3);

	private final PayerDirectory directory;

	private final LeaseBank bank;

	private final DatabaseClock clock;

	private final PriceBook prices;

	private final BudgetProperties properties;

	private final AttemptBook book;

	private final ThresholdWatch thresholds;

	private final long maxCostNanos;

	BudgetDesk(PayerDirectory directory, LeaseBank bank, DatabaseClock clock, PriceBook prices,
			BudgetProperties properties, @Nullable BigDecimal maxCost, AttemptBook book, ThresholdWatch thresholds) {
		this.directory = directory;
		this.bank = bank;
		this.clock = clock;
		this.prices = prices;
		this.properties = properties;
		this.book = book;
		this.thresholds = thresholds;
		this.maxCostNanos = RouteBudget.nanos(maxCost, "sluice.budgets.max-cost-per-request");
	}

	Mono<Hold> hold(HoldRequest request) {
		Mono<Void> unknown = this.directory.unknown();
		if (unknown != null) {
			return unknown.timeout(LOADING, Mono.error(RefusalTexts::unavailable))
				.then(Mono.defer(() -> hold(request)));
		}
		if (this.directory.hasPolicies() && !this.clock.isKnown()) {
			return this.clock.read()
				.timeout(PATIENCE)
				.onErrorMap((error) -> RefusalTexts.unavailable().causedBy(error))
				.flatMap((known) -> holdNow(request));
		}
		return Mono.defer(() -> holdNow(request));
	}

	private Mono<Hold> holdNow(HoldRequest request) {
		Payers payers = payers(request.admission(), request.call());
		if (!payers.purse().isLimited()) {
			return Mono.just(take(request, payers.purse()));
		}
		Mono<Void> unknown = this.bank.unknown(payers.purse());
		// While it waits, the period may end that it would have belonged to.
		return (unknown == null) ? limited(request, payers)
				: anew(unknown.then(Mono.defer(() -> holdNow(request))), request);
	}

	Payers payers(BudgetAdmission admission, ClientCall call) {
		Payers payers = admission.payers();
		if (payers.uses().isEmpty() || !this.directory.isValid(payers)) {
			payers = this.directory.of(call.caller(), call.envelope().user(), admission.route().policies());
			admission.payers(payers);
		}
		return payers;
	}

	/** A policy that only warns, and has to. */
	@Nullable PolicyUse warning(BudgetAdmission admission, ClientCall call) {
		if (!this.directory.hasPolicies() || !this.clock.isKnown()) {
			return null;
		}
		for (PolicyUse use : payers(admission, call).uses()) {
			if (use.policy().mode() == BudgetMode.WARN && use.exhausted()) {
				return use;
			}
		}
		return null;
	}

	/** Nothing limits the call but, maybe, what one call may cost. */
	private Hold take(HoldRequest request, Purse purse) {
		Instant now = this.book.now();
		HoldPlan plan = plan(request, purse, now);
		long held = plan.quote().known() ? plan.wanted() : 0;
		this.bank.tryHold(purse, held);
		boolean capped = perCall(request.admission()) < Long.MAX_VALUE;
		return this.book.open(request, now, purse, held, plan, capped ? plan.cap(held) : -1);
	}

	// Most holds need no waiting, and then no operator either: each costs every call.
	private Mono<Hold> limited(HoldRequest request, Payers payers) {
		Purse purse = payers.purse();
		Instant now = this.book.now();
		HoldPlan plan = plan(request, purse, now);
		if (this.bank.tryHold(purse, plan.wanted())) {
			return Mono.just(open(request, now, purse, plan, plan.wanted()));
		}
		return anew(waiting(request, payers, plan), request);
	}

	private Mono<Hold> waiting(HoldRequest request, Payers payers, HoldPlan plan) {
		Purse purse = payers.purse();
		return this.bank.hold(purse, plan.least(), plan.wanted())
			.onErrorMap(Shortage.class, (shortage) -> lacking(request.admission(), payers, shortage))
			.map((held) -> {
				if (isOver(payers)) {
					this.bank.release(purse, held);
					throw new StalePurse();
				}
				return open(request, this.book.now(), purse, plan, held);
			});
	}

	// One look at the clock: at a later one the period that is refused may be over.
	private RuntimeException lacking(BudgetAdmission admission, Payers payers, Shortage shortage) {
		long now = this.clock.millis();
		return isOver(payers, now) ? new StalePurse() : refused(admission, payers, shortage, now);
	}

	/** The same, from the beginning when the purse has become another. */
	private Mono<Hold> anew(Mono<Hold> hold, HoldRequest request) {
		return hold.onErrorResume(StalePurse.class, (stale) -> hold(request));
	}

	/** Whether a period has ended while the call waited: it belongs to the next one. */
	private boolean isOver(Payers payers) {
		return isOver(payers, this.clock.millis());
	}

	private static boolean isOver(Payers payers, long now) {
		return now >= payers.validUntil();
	}

	private Hold open(HoldRequest request, Instant at, Purse purse, HoldPlan plan, long held) {
		return this.book.open(request, at, purse, held, plan, plan.cap(held));
	}

	private HoldPlan plan(HoldRequest request, Purse purse, Instant at) {
		BudgetAdmission admission = request.admission();
		Target target = request.intent().target();
		Quote quote = this.prices.quote(target, request.call(), at);
		long perCall = perCall(admission);
		boolean counted = purse.isLimited() || perCall < Long.MAX_VALUE;
		if (counted && !quote.known()) {
			throw RefusalTexts.unpriced(target);
		}
		long outputTokens = (admission.route().outputTokens() > 0) ? admission.route().outputTokens()
				: this.properties.defaultOutputTokens();
		HoldPlan plan = HoldPlan.of(request.call(), quote,
				new HoldPlan.Bounds(outputTokens, this.properties.minimalOutputTokens(), purse.remainder(), perCall));
		if (plan.least() > perCall) {
			throw RefusalTexts.tooDear(limit(admission), admission.spent(), plan.least(), target);
		}
		return plan;
	}

	/** What the call may still cost. */
	private long perCall(BudgetAdmission admission) {
		long limit = limit(admission);
		return (limit < 0) ? Long.MAX_VALUE : Math.max(0, limit - admission.spent());
	}

	private long limit(BudgetAdmission admission) {
		return RouteBudget.smaller(this.maxCostNanos, admission.route().maxCostNanos());
	}

	private GatewayException refused(BudgetAdmission admission, Payers payers, Shortage shortage, long now) {
		GatewayException refusal = RefusalTexts.shortage(shortage, now);
		List<PolicyUse> limits = payers.uses()
			.stream()
			.filter((use) -> use.enforced() && use.pot().key().equals(shortage.key())
					&& use.limit() == use.pot().limit())
			.toList();
		this.thresholds.exhausted(limits);
		if (limits.stream().anyMatch((use) -> use.policy().onExhaustion() == BudgetPolicy.OnExhaustion.BLOCK)) {
			admission.block(refusal);
		}
		else {
			admission.substitutes(limits.stream().flatMap((use) -> use.policy().substitutes().stream()).toList());
		}
		return refusal;
	}

}
