package dev.sluice.budget;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.budget.lease.Pot;
import dev.sluice.call.Hold;
import dev.sluice.call.Outcome;
import dev.sluice.call.Outcome.End;
import dev.sluice.call.Timing;
import dev.sluice.call.Usage;
import dev.sluice.ledger.AttemptClosed;
import dev.sluice.ledger.AttemptOpened;

import static org.assertj.core.api.Assertions.assertThat;

/** How one hold ends: what is booked, what goes back, and in which order. */
class AttemptHoldTests {

	private static final Timing TIMING = new Timing(3, 5);

	private static final Usage USAGE = Usage.of(10, 20);

	private final BudgetRig rig = new BudgetRig(BudgetRig.policy("all", AccountKind.ORGANIZATION, "0.00001"));

	private Pot pot;

	@BeforeEach
	void open() {
		this.pot = this.rig.bank.pot(BudgetRig.ORGANIZATION, 10_000);
	}

	@Test
	void settlesAtWhatTheProviderToldAndFreesTheRest() {
		Hold hold = this.rig.hold(BudgetRig.chat(",\"max_completion_tokens\":50"));
		AttemptOpened opened = this.rig.journal.opened.get(0);
		assertThat(opened.heldNanos()).isEqualTo(510);
		assertThat(opened.accounts()).containsExactly(BudgetRig.ORGANIZATION);
		assertThat(this.pot.setAside()).isEqualTo(510);
		Outcome outcome = outcome(End.COMPLETE, 200, USAGE);
		assertThat(hold.settle(outcome, TIMING)).isEqualTo(210);
		assertThat(this.rig.journal.closed).containsExactly(new AttemptClosed(opened.id(), outcome, 210, 7, 3, 5));
		assertThat(this.pot.setAside()).isZero();
		assertThat(this.pot.spent()).isEqualTo(210);
		assertThat(this.pot.remainder()).isEqualTo(9_790);
	}

	@Test
	void isResolvedOnce() {
		Hold settled = this.rig.hold(BudgetRig.chat(",\"max_completion_tokens\":50"));
		settled.settle(outcome(End.COMPLETE, 200, USAGE), TIMING);
		assertThat(settled.settle(outcome(End.COMPLETE, 200, USAGE), TIMING)).isEqualTo(-1);
		settled.release();
		Hold released = this.rig.hold(BudgetRig.chat(",\"max_completion_tokens\":50"));
		released.release();
		released.release();
		assertThat(released.settle(outcome(End.COMPLETE, 200, USAGE), TIMING)).isEqualTo(-1);
		assertThat(this.rig.journal.closed).hasSize(1);
		assertThat(this.rig.journal.voided).containsExactly(this.rig.journal.opened.get(1).id());
		assertThat(this.pot.spent()).isEqualTo(210);
		assertThat(this.pot.setAside()).isZero();
		assertThat(this.pot.remainder()).isEqualTo(9_790);
	}

	@Test
	void countsWhatWasSpentBeforeTheJournalCanBookIt() {
		Hold hold = this.rig.hold(BudgetRig.chat(",\"max_completion_tokens\":50"));
		long[] spent = new long[1];
		this.rig.journal.onClosed = (attempt) -> spent[0] = this.pot.spent();
		hold.settle(outcome(End.COMPLETE, 200, USAGE), TIMING);
		assertThat(spent[0]).isEqualTo(210);
	}

	@ParameterizedTest
	@CsvSource({ "COMPLETE, 200, 510", "COMPLETE, 400, 510", "CANCELLED, 0, 510", "CANCELLED, 500, 510",
			"FAILED, 0, 510", "FAILED, 200, 510", "FAILED, 399, 510", "FAILED, 400, 0", "FAILED, 503, 0" })
	void withoutUsageCostsTheLongestAnswerUnlessTheProviderRefused(End end, int status, long cost) {
		Hold hold = this.rig.hold(BudgetRig.chat(",\"max_completion_tokens\":50"));
		assertThat(hold.settle(outcome(end, status, Usage.UNKNOWN), TIMING)).isEqualTo(cost);
		AttemptClosed closed = this.rig.journal.closed.get(0);
		assertThat(closed.costNanos()).isEqualTo(cost);
		assertThat(closed.outcome().usage().estimated()).isEqualTo(cost > 0);
		assertThat(closed.outcome().end()).isEqualTo(end);
		assertThat(this.pot.spent()).isEqualTo(cost);
		assertThat(this.pot.setAside()).isZero();
	}

	@Test
	void whatARefusalUsedIsPaid() {
		Hold hold = this.rig.hold(BudgetRig.chat(",\"max_completion_tokens\":50"));
		assertThat(hold.settle(outcome(End.FAILED, 500, USAGE), TIMING)).isEqualTo(210);
		assertThat(this.rig.journal.closed.get(0).outcome().usage().estimated()).isFalse();
	}

	@Test
	void withoutUsageCostsNoMoreThanTheHoldWhereMoneyCappedTheAnswer() {
		Hold hold = this.rig.hold(BudgetRig.chat(",\"max_completion_tokens\":5000"));
		long held = this.rig.journal.held();
		assertThat(held).isEqualTo(10 + 10_000 / 8);
		assertThat(hold.outputCap()).isEqualTo(125);
		assertThat(hold.settle(outcome(End.COMPLETE, 200, Usage.UNKNOWN), TIMING)).isEqualTo(held);
	}

	@Test
	void withoutUsageCostsTheWholeAnswerThatTheGatewayItselfCapped() {
		Hold hold = this.rig.hold(BudgetRig.chat(""));
		assertThat(hold.outputCap()).isEqualTo(100);
		assertThat(hold.settle(outcome(End.COMPLETE, 200, Usage.UNKNOWN), TIMING)).isEqualTo(1_010);
	}

	@Test
	void anAnswerOfNothingCostsNothing() {
		Hold hold = this.rig.hold(BudgetRig.chat(",\"max_completion_tokens\":50"));
		assertThat(hold.settle(outcome(End.COMPLETE, 200, Usage.of(0, 0)), TIMING)).isZero();
		assertThat(this.rig.journal.closed.get(0).outcome().usage().estimated()).isFalse();
		assertThat(this.pot.remainder()).isEqualTo(10_000);
	}

	@Test
	void anOverrunIsSpentInFull() {
		Hold hold = this.rig.hold(BudgetRig.chat(",\"max_completion_tokens\":50"));
		assertThat(hold.settle(outcome(End.COMPLETE, 200, Usage.of(10, 500)), TIMING)).isEqualTo(5_010);
		assertThat(this.pot.spent()).isEqualTo(5_010);
	}

	@Test
	void anAttemptWithoutPriceOrBudgetStaysUnknown() {
		BudgetRig free = new BudgetRig();
		free.quote = FlatQuote.UNPRICED;
		BudgetAdmission admission = free.admission();
		Hold hold = free.hold(admission, BudgetRig.chat(""));
		assertThat(free.journal.held()).isZero();
		assertThat(hold.outputCap()).isEqualTo(-1);
		assertThat(hold.settle(outcome(End.COMPLETE, 200, USAGE), TIMING)).isEqualTo(-1);
		AttemptClosed closed = free.journal.closed.get(0);
		assertThat(closed.costNanos()).isEqualTo(-1);
		assertThat(closed.outcome().usage().estimated()).isFalse();
		assertThat(admission.spent()).isZero();
	}

	@Test
	void aPricedAttemptWithoutBudgetIsWrittenDownAtItsHold() {
		BudgetRig free = new BudgetRig();
		BudgetAdmission admission = free.admission();
		Hold hold = free.hold(admission, BudgetRig.chat(",\"max_completion_tokens\":50"));
		assertThat(free.journal.held()).isEqualTo(510);
		assertThat(hold.settle(outcome(End.COMPLETE, 200, USAGE), TIMING)).isEqualTo(210);
		assertThat(admission.spent()).isEqualTo(210);
	}

	private static Outcome outcome(End end, int status, Usage usage) {
		return new Outcome(end, "why", status, usage, "served");
	}

}
