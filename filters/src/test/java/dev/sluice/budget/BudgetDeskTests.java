package dev.sluice.budget;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import dev.sluice.budget.BudgetRig.Asked;
import dev.sluice.budget.lease.Pot;
import dev.sluice.call.ClientCall;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Hold;
import dev.sluice.call.Outcome;
import dev.sluice.call.Timing;
import dev.sluice.call.Usage;
import dev.sluice.ledger.AllowanceKey;

import static org.assertj.core.api.Assertions.assertThat;

class BudgetDeskTests {

	private static final ClientCall FIFTY = BudgetRig.chat(",\"max_completion_tokens\":50");

	@Test
	void theTimeOfTheDatabaseIsAskedBeforeTheFirstHold() {
		BudgetRig rig = new BudgetRig(BudgetRig.policy("o", AccountKind.ORGANIZATION, "0.00001"));
		assertThat(rig.clock.isKnown()).isFalse();
		rig.hold(FIFTY).release();
		assertThat(rig.clock.isKnown()).isTrue();
		rig.money.down(true);
		assertThat(rig.ask(rig.admission(), FIFTY).hold).as("from the lease").isNotNull();
	}

	@Test
	void whoPaysIsFoundOnceForACallAndAnewWhenPoliciesChange() {
		BudgetRig rig = new BudgetRig(BudgetRig.policy("o", AccountKind.ORGANIZATION, "1"),
				BudgetRig.policy("u", AccountKind.USER, "1"));
		ClientCall call = BudgetRig.chat(",\"user\":\"sue\"");
		BudgetAdmission admission = rig.admission();
		rig.ask(admission, call).hold.release();
		Payers payers = rig.desk.payers(admission, call);
		assertThat(payers.uses()).hasSize(2);
		assertThat(rig.desk.payers(admission, call)).isSameAs(payers);
		rig.put(BudgetRig.policy("k", AccountKind.KEY, "1"));
		assertThat(rig.desk.payers(admission, call).uses()).hasSize(3);
	}

	@Test
	void aDatabaseThatIsDownIsNeverAnExhaustedBudget() {
		BudgetRig rig = new BudgetRig(BudgetRig.policy("o", AccountKind.ORGANIZATION, "0.00001"));
		rig.money.down(true);
		GatewayException error = refusal(rig.ask(rig.admission(), FIFTY));
		assertThat(error.kind()).isEqualTo(ErrorKind.BUDGET_UNAVAILABLE);
		assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(2));
		assertThat(rig.journal.opened).isEmpty();
	}

	@Test
	void aClockThatDoesNotAnswerIsWaitedForOneSecond() {
		BudgetRig rig = new BudgetRig(BudgetRig.policy("o", AccountKind.ORGANIZATION, "0.00001"));
		rig.frozen = true;
		StepVerifier.withVirtualTime(() -> rig.admission().hold(FIFTY, BudgetRig.INTENT))
			.expectSubscription()
			.expectNoEvent(Duration.ofMillis(999))
			.thenAwait(Duration.ofMillis(1))
			.expectErrorSatisfies((error) -> assertUnavailable(error).hasCauseInstanceOf(TimeoutException.class))
			.verify();
	}

	@Test
	void policiesThatAreStoredCountBeforeTheyAreRead() {
		MemoryPolicyStore store = new MemoryPolicyStore();
		BudgetPolicy poor = BudgetRig.policy("o", AccountKind.ORGANIZATION, "0.00000004");
		store.change(0, PolicyChange.of("o", poor, List.of())).block();
		BudgetRig rig = new BudgetRig(null, new Budgets(List.of(), store));
		Asked early = rig.ask(rig.admission(), FIFTY);
		assertThat(early.hold).isNull();
		assertThat(early.error).isNull();
		rig.budgets.follow().block();
		rig.settle();
		assertThat(refusal(early).kind()).isEqualTo(ErrorKind.BUDGET_EXHAUSTED);
	}

	@Test
	void policiesThatCannotBeReadAreWaitedForThreeSeconds() {
		BudgetRig rig = new BudgetRig(null, new Budgets(List.of(), new MemoryPolicyStore()));
		StepVerifier.withVirtualTime(() -> rig.admission().hold(FIFTY, BudgetRig.INTENT))
			.expectSubscription()
			.expectNoEvent(Duration.ofMillis(2_999))
			.thenAwait(Duration.ofMillis(1))
			.expectErrorSatisfies((error) -> assertUnavailable(error))
			.verify();
		assertThat(rig.journal.opened).isEmpty();
	}

	@Test
	void aPurseWhosePotWasForgottenIsMadeAnew() {
		BudgetRig rig = new BudgetRig(BudgetRig.policy("o", AccountKind.ORGANIZATION, "0.00001"));
		rig.hold(FIFTY).release();
		Mono<Hold> late = rig.admission().hold(FIFTY, BudgetRig.INTENT);
		for (int i = 0; i < 5; i++) {
			rig.pass(60_000);
			rig.settle();
		}
		Hold[] hold = new Hold[1];
		late.subscribe((held) -> hold[0] = held);
		rig.settle();
		rig.settle();
		assertThat(hold[0]).isNotNull();
		assertThat(rig.bank.pot(BudgetRig.ORGANIZATION, 10_000).setAside()).isEqualTo(510);
	}

	@Test
	void aCallBeginsAnewWhenOneOfItsPotsIsForgottenWhileItLearnsOfAnother() {
		BudgetRig rig = new BudgetRig(BudgetRig.policy("o", AccountKind.ORGANIZATION, "0.00001"));
		rig.hold(FIFTY).release();
		for (int i = 0; i < 2; i++) {
			rig.pass(60_000);
			rig.settle();
		}
		rig.put(BudgetRig.policy("k", AccountKind.KEY, "0.00001"));
		Pot idle = rig.bank.pot(BudgetRig.ORGANIZATION, 10_000);
		rig.pass(600_000);
		Asked asked = rig.ask(rig.admission(), FIFTY);
		rig.settle();
		assertThat(asked.error).isNull();
		assertThat(asked.hold).isNotNull();
		assertThat(rig.bank.pot(BudgetRig.ORGANIZATION, 10_000)).isNotSameAs(idle);
	}

	@Test
	void aCallThatWaitedTakesWhatItWasGivenAndDoesNotBeginAnew() {
		BudgetRig rig = new BudgetRig(BudgetRig.policy("o", AccountKind.ORGANIZATION, "0.00001"));
		rig.hold(FIFTY);
		assertThat(rig.quotes).isEqualTo(1);
	}

	@Test
	void aCallThatWaitsWhenTheDayEndsIsOfTheNextDay() {
		BudgetRig rig = daily("2026-11-20T23:59:59.500Z");
		rig.hold(FIFTY);
		Asked waiting = rig.ask(rig.admission(), FIFTY);
		assertThat(waiting.hold).isNull();
		for (int i = 0; i < 6; i++) {
			rig.pass(200);
			rig.settle();
		}
		assertThat(waiting.error).isNull();
		assertThat(waiting.hold).isNotNull();
		assertThat(rig.journal.opened).extracting((attempt) -> attempt.accounts().get(0).period())
			.containsExactly("2026-11-20", "2026-11-21");
	}

	@ParameterizedTest
	@ValueSource(ints = { 100, 200 })
	void whatIsGivenBackAfterTheDaysEndIsNotHeldAnyMore(int millis) {
		BudgetRig rig = daily("2026-11-20T23:59:59.900Z");
		Hold first = rig.hold(FIFTY);
		Asked waiting = rig.ask(rig.admission(), FIFTY);
		rig.pass(millis);
		first.release();
		rig.settle();
		assertThat(waiting.hold).isNotNull();
		assertThat(rig.journal.opened).extracting((attempt) -> attempt.accounts().get(0).period())
			.containsExactly("2026-11-20", "2026-11-21");
		assertThat(rig.bank.pot(new AllowanceKey("organization:acme", "2026-11-20"), 60).setAside()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 100, 200 })
	void aBalanceThatComesAfterTheDaysEndIsNotHeldFrom(int millis) {
		BudgetRig rig = daily("2026-11-20T23:59:59.900Z");
		rig.clock.read().block();
		Mono<Hold> late = rig.admission().hold(FIFTY, BudgetRig.INTENT);
		Hold[] hold = new Hold[1];
		late.subscribe((held) -> hold[0] = held);
		rig.pass(millis);
		rig.settle();
		assertThat(hold[0]).isNotNull();
		assertThat(rig.journal.opened).extracting((attempt) -> attempt.accounts().get(0).period())
			.containsExactly("2026-11-21");
	}

	@Test
	void whatIsFreeAfterTheDaysEndIsOfTheNextDayToo() {
		BudgetRig rig = daily("2026-11-20T23:59:59.900Z");
		rig.quote = new FlatQuote(true, 0, 0, 0, -1, -1);
		rig.clock.read().block();
		rig.admission().hold(FIFTY, BudgetRig.INTENT).subscribe();
		rig.pass(100);
		rig.settle();
		assertThat(rig.journal.opened).extracting((attempt) -> attempt.accounts().get(0).period())
			.containsExactly("2026-11-21");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4 })
	void aRefusalTellsWhenTheDayThatItNamesEndsWhereverItsThreadStandsStill(int look) {
		BudgetRig rig = daily("2026-11-20T23:59:59.900Z");
		rig.quote = FlatQuote.USUAL.request(100);
		rig.clock.read().block();
		rig.pauseAtLook = look;
		GatewayException refusal = refusal(rig.ask(rig.admission(), FIFTY));
		boolean before = refusal.getMessage().contains("for 2026-11-20");
		assertThat(refusal).hasMessageContaining(before ? "for 2026-11-20" : "for 2026-11-21")
			.hasMessageEndingWith("resets at " + (before ? "2026-11-21" : "2026-11-22") + "T00:00:00Z.");
		assertThat(refusal.retryAfter())
			.isEqualTo(before ? Duration.ofMillis(100) : Duration.ofDays(1).minusMillis(900));
	}

	/** An organization that can pay for one short answer a day. */
	private static BudgetRig daily(String now) {
		BudgetRig rig = new BudgetRig(BudgetRig.policy("o", AccountKind.ORGANIZATION, "*", "0.00000006",
				BudgetPeriod.DAY, BudgetMode.ENFORCE));
		rig.money.now(BudgetRig.time(now));
		return rig;
	}

	@Test
	void whereACallMayCostNothingOnlyWhatIsFreePasses() {
		BudgetRig rig = new BudgetRig("0");
		assertThat(refusal(rig.ask(rig.admission(), FIFTY)).kind()).isEqualTo(ErrorKind.BUDGET_EXHAUSTED);
		rig.quote = new FlatQuote(true, 0, 0, 0, -1, -1);
		assertThat(rig.ask(rig.admission(), FIFTY).hold).isNotNull();
	}

	@Test
	void aCallThatHasSpentMoreThanItMayIsToldItsLimit() {
		BudgetRig rig = new BudgetRig("0.0000006");
		BudgetAdmission admission = rig.admission();
		rig.hold(admission, FIFTY).settle(outcome(Usage.of(10, 90)), new Timing(1, 2));
		assertThat(refusal(rig.ask(admission, FIFTY)))
			.hasMessageContaining("may cost 0.0000006 USD, of which its earlier attempts spent 0.00000091");
		rig.quote = new FlatQuote(true, 0, 0, 0, -1, -1);
		assertThat(rig.ask(admission, FIFTY).hold).as("what is free").isNotNull();
	}

	@Test
	void withoutPoliciesNobodyIsAsked() {
		BudgetRig rig = new BudgetRig();
		rig.money.down(true);
		assertThat(rig.ask(rig.admission(), FIFTY).hold).isNotNull();
		assertThat(rig.clock.isKnown()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "0.00000005, true", "0.000000049, false" })
	void oneCallMayCostItsShortestAnswerAndNoLess(String most, boolean held) {
		BudgetRig rig = new BudgetRig(most);
		Asked asked = rig.ask(rig.admission(), FIFTY);
		assertThat(asked.hold != null).isEqualTo(held);
		if (asked.hold != null) {
			assertThat(asked.hold.outputCap()).isEqualTo(4);
		}
		else {
			assertThat(refusal(asked).kind()).isEqualTo(ErrorKind.BUDGET_EXHAUSTED);
			assertThat(refusal(asked)).hasMessageContaining("One call may cost 0.000000049 USD, but")
				.hasMessageContaining("at least 0.00000005. Send");
		}
	}

	@Test
	void whatEarlierAttemptsCostIsTakenFromWhatTheCallMay() {
		BudgetRig rig = new BudgetRig("0.000001");
		BudgetAdmission admission = rig.admission(new RouteBudget(600, -1, Set.of()));
		Hold first = rig.hold(admission, FIFTY);
		assertThat(rig.journal.held()).isEqualTo(510);
		first.settle(outcome(Usage.of(10, 20)), new Timing(1, 2));
		Hold second = rig.hold(admission, FIFTY);
		assertThat(rig.journal.held()).isEqualTo(390);
		assertThat(second.outputCap()).isEqualTo(38);
		second.settle(outcome(Usage.of(40, 33)), new Timing(1, 2));
		assertThat(refusal(rig.ask(admission, FIFTY)))
			.hasMessageContaining("may cost 0.0000006 USD, of which its earlier attempts spent 0.00000058");
	}

	@Test
	void withoutABudgetNoAnswerIsCapped() {
		BudgetRig free = new BudgetRig();
		assertThat(free.hold(free.admission(), BudgetRig.chat("")).outputCap()).isEqualTo(-1);
		BudgetRig perCall = new BudgetRig("1");
		assertThat(perCall.hold(perCall.admission(), BudgetRig.chat("")).outputCap()).isEqualTo(100);
		BudgetRig watched = new BudgetRig(
				BudgetRig.policy("w", AccountKind.KEY, "*", "0", BudgetPeriod.DAY, BudgetMode.WARN));
		assertThat(watched.hold(watched.admission(), BudgetRig.chat("")).outputCap()).isEqualTo(-1);
		assertThat(watched.journal.held()).isEqualTo(1_010);
	}

	@Test
	void aRouteSetsTheLongestAnswerOfCallsThatSetNone() {
		BudgetRig rig = new BudgetRig(BudgetRig.policy("o", AccountKind.ORGANIZATION, "0.001"));
		assertThat(rig.hold(rig.admission(), BudgetRig.chat("")).outputCap()).isEqualTo(100);
		assertThat(rig.hold(rig.admission(new RouteBudget(-1, 20, Set.of())), BudgetRig.chat("")).outputCap())
			.isEqualTo(20);
	}

	@Test
	void anUnknownPriceIsRefusedWhereMoneyIsCounted() {
		BudgetRig budget = new BudgetRig(BudgetRig.policy("o", AccountKind.ORGANIZATION, "0.001"));
		BudgetRig perCall = new BudgetRig("1");
		BudgetRig nothing = new BudgetRig();
		for (BudgetRig rig : List.of(budget, perCall, nothing)) {
			rig.quote = FlatQuote.UNPRICED;
		}
		assertThat(refusal(budget.ask(budget.admission(), FIFTY)).kind()).isEqualTo(ErrorKind.FORBIDDEN);
		assertThat(refusal(perCall.ask(perCall.admission(), FIFTY)).param()).isEqualTo("model");
		assertThat(nothing.ask(nothing.admission(), FIFTY).hold).isNotNull();
	}

	@Test
	void whatCannotBeWrittenDownIsNotHeld() {
		BudgetRig rig = new BudgetRig(BudgetRig.policy("o", AccountKind.ORGANIZATION, "0.00001"));
		rig.hold(FIFTY).release();
		rig.journal.full = true;
		assertThat(refusal(rig.ask(rig.admission(), FIFTY)).kind()).isEqualTo(ErrorKind.BUDGET_UNAVAILABLE);
		Pot pot = rig.bank.pot(BudgetRig.ORGANIZATION, 10_000);
		assertThat(pot.setAside()).isZero();
		assertThat(pot.remainder()).isEqualTo(10_000);
	}

	@Test
	void aShortageNamesTheLimitAndBlocksFurtherTargets() {
		BudgetRig rig = new BudgetRig(BudgetRig.policy("o", AccountKind.ORGANIZATION, "*", "0.00000004",
				BudgetPeriod.DAY, BudgetMode.ENFORCE));
		BudgetAdmission admission = rig.admission();
		GatewayException error = refusal(rig.ask(admission, FIFTY));
		assertThat(error.kind()).isEqualTo(ErrorKind.BUDGET_WINDOW_EXHAUSTED);
		assertThat(error).hasMessage("The budget of organization:acme for 2026-11-20 is 0.00000004 USD: 0 are spent and"
				+ " 0 set aside for calls in progress, and this call needs at least 0.00000005. It resets at"
				+ " 2026-11-21T00:00:00Z.");
		assertThat(error.retryAfter()).isEqualTo(Duration.ofHours(12));
		rig.remove("o");
		assertThat(refusal(rig.ask(admission, FIFTY))).as("for this call").isSameAs(error);
		assertThat(admission.substitutes()).isEmpty();
		assertThat(rig.ask(rig.admission(), FIFTY).hold).as("but for no other").isNotNull();
	}

	@Test
	void underAPolicyThatGoesCheaperTheSubstitutesAreTold() {
		BudgetPolicy cheaper = new BudgetPolicy("c", AccountKind.ORGANIZATION, "*", "*", new BigDecimal("0.00000004"),
				BudgetPeriod.LIFETIME, BudgetRig.thresholds(), BudgetPolicy.OnExhaustion.CHEAPER, List.of("a/b"),
				BudgetMode.ENFORCE, true, List.of());
		BudgetPolicy roomy = new BudgetPolicy("r", AccountKind.ORGANIZATION, "*", "*", new BigDecimal("1"),
				BudgetPeriod.LIFETIME, BudgetRig.thresholds(), BudgetPolicy.OnExhaustion.BLOCK, List.of(),
				BudgetMode.ENFORCE, true, List.of());
		BudgetRig rig = new BudgetRig(cheaper, roomy,
				BudgetRig.policy("k", AccountKind.KEY, "*", "0.0001", BudgetPeriod.DAY, BudgetMode.ENFORCE), BudgetRig
					.policy("w", AccountKind.ORGANIZATION, "*", "0.00000004", BudgetPeriod.LIFETIME, BudgetMode.WARN));
		BudgetAdmission admission = rig.admission();
		GatewayException error = refusal(rig.ask(admission, FIFTY));
		assertThat(error.kind()).isEqualTo(ErrorKind.BUDGET_EXHAUSTED);
		assertThat(error).hasMessageEndingWith("It does not reset. Ask whoever runs the gateway.");
		assertThat(admission.substitutes()).containsExactly("a/b");
		rig.quote = new FlatQuote(true, 0, 0, 0, -1, -1);
		assertThat(rig.ask(admission, FIFTY).hold).as("what is free fits").isNotNull();
		admission.block(error);
		admission.substitutes(List.of("x"));
		assertThat(admission.substitutes()).isEmpty();
	}

	@Test
	void warnsOfWhatIsOnlyWatchedOnceItIsSpent() {
		BudgetRig rig = new BudgetRig(
				BudgetRig.policy("w", AccountKind.KEY, "*", "0.00000021", BudgetPeriod.DAY, BudgetMode.WARN),
				BudgetRig.policy("s", AccountKind.KEY, "*", "0", BudgetPeriod.WEEK, BudgetMode.OBSERVE));
		assertThat(rig.desk.warning(rig.admission(), FIFTY)).as("before the time is known").isNull();
		Hold hold = rig.hold(FIFTY);
		assertThat(hold.outputCap()).isEqualTo(-1);
		hold.settle(outcome(Usage.of(9, 20)), new Timing(1, 2));
		assertThat(rig.desk.warning(rig.admission(), FIFTY)).isNull();
		rig.hold(FIFTY).settle(outcome(Usage.of(1, 0)), new Timing(1, 2));
		assertThat(rig.desk.warning(rig.admission(), FIFTY)).extracting((use) -> use.policy().name()).isEqualTo("w");
	}

	@Test
	void beforeTheTimeIsKnownNobodyIsWarned() {
		BudgetRig rig = new BudgetRig(
				BudgetRig.policy("w", AccountKind.KEY, "*", "0", BudgetPeriod.DAY, BudgetMode.WARN));
		assertThat(rig.desk.warning(rig.admission(), FIFTY)).isNull();
		rig.clock.read().block();
		assertThat(rig.desk.warning(rig.admission(), FIFTY)).isNotNull();
	}

	@Test
	void aClientThatLeavesWhileItWaitsHoldsNothing() {
		BudgetRig rig = new BudgetRig(BudgetRig.policy("o", AccountKind.ORGANIZATION, "0.0000006"));
		Hold first = rig.hold(FIFTY);
		Asked waiting = rig.ask(rig.admission(), BudgetRig.call(dev.sluice.call.Dialect.OPENAI_EMBEDDINGS, "",
				new org.springframework.http.HttpHeaders()));
		assertThat(waiting.hold).isNotNull();
		Asked second = rig.ask(rig.admission(), BudgetRig.chat(",\"max_completion_tokens\":50,\"n\":14"));
		assertThat(second.hold).isNull();
		second.waiting.dispose();
		first.release();
		waiting.hold.release();
		rig.settle();
		assertThat(rig.journal.opened).hasSize(2);
		assertThat(rig.bank.pot(BudgetRig.ORGANIZATION, 600).setAside()).isZero();
	}

	private static AbstractThrowableAssert<?, ?> assertUnavailable(Throwable error) {
		return assertThat(error).isInstanceOfSatisfying(GatewayException.class,
				(refusal) -> assertThat(refusal.kind()).isEqualTo(ErrorKind.BUDGET_UNAVAILABLE));
	}

	private static GatewayException refusal(Asked asked) {
		assertThat(asked.error).isInstanceOf(GatewayException.class);
		return (GatewayException) asked.error;
	}

	private static Outcome outcome(Usage usage) {
		return new Outcome(Outcome.End.COMPLETE, "", 200, usage, "m");
	}

}
