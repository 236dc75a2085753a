package dev.sluice.budget;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.sluice.budget.lease.LeaseBank;
import dev.sluice.budget.lease.Purse;
import dev.sluice.call.Hold;
import dev.sluice.call.Outcome;
import dev.sluice.call.Timing;
import dev.sluice.ledger.AttemptClosed;
import dev.sluice.ledger.AttemptJournal;
import dev.sluice.price.Quote;

/** What is held for one attempt, written down in the journal. */
final class AttemptHold implements Hold {

	private final UUID id;

	private final BudgetAdmission admission;

	private final Purse purse;

	private final long held;

	private final HoldPlan plan;

	private final long cap;

	private final LeaseBank bank;

	private final AttemptJournal journal;

	private final AtomicBoolean resolved = new AtomicBoolean();

	AttemptHold(UUID id, BudgetAdmission admission, Purse purse, long held, HoldPlan plan, long cap, LeaseBank bank,
			AttemptJournal journal) {
		this.id = id;
		this.admission = admission;
		this.purse = purse;
		this.held = held;
		this.plan = plan;
		this.cap = cap;
		this.bank = bank;
		this.journal = journal;
	}

	@Override
	public long outputCap() {
		return this.cap;
	}

	@Override
	public long settle(Outcome outcome, Timing timing) {
		if (!this.resolved.compareAndSet(false, true)) {
			return -1;
		}
		Quote quote = this.plan.quote();
		long told = quote.costNanos(outcome.usage());
		long cost = cost(told, outcome, quote);
		long booked = Math.max(0, cost);
		this.admission.spent(booked);
		// Before the journal: what it books must have been counted here.
		this.bank.settle(this.purse, this.held, booked);
		boolean exact = told >= 0 || booked == 0;
		this.journal.closed(new AttemptClosed(this.id, exact ? outcome : estimated(outcome), cost,
				quote.baselineNanos(outcome.usage()), timing.firstContentNanos(), timing.totalNanos()));
		return cost;
	}

	/**
	 * What the provider told; else nothing when it refused; else, since it may charge up
	 * to that, the longest answer that it was asked for.
	 */
	private long cost(long told, Outcome outcome, Quote quote) {
		if (told >= 0) {
			return told;
		}
		if (outcome.end() == Outcome.End.FAILED && outcome.status() >= 400) {
			return 0;
		}
		// Where the money capped the answer, the hold covers it.
		return quote.known() ? Math.min(this.held, this.plan.full()) : -1;
	}

	private static Outcome estimated(Outcome outcome) {
		return new Outcome(outcome.end(), outcome.reason(), outcome.status(), outcome.usage().asEstimated(),
				outcome.servedModel());
	}

	@Override
	public void release() {
		if (this.resolved.compareAndSet(false, true)) {
			this.bank.release(this.purse, this.held);
			this.journal.voided(this.id);
		}
	}

}
