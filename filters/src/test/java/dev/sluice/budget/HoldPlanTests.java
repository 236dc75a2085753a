package dev.sluice.budget;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

import dev.sluice.budget.HoldPlan.Bounds;
import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;

import static org.assertj.core.api.Assertions.assertThat;

/** What attempts hold: bodies have ten bytes, input costs 1 and output 10 a token. */
class HoldPlanTests {

	private static final long RICH = 1_000_000_000;

	private static final Bounds BOUNDS = new Bounds(100, 4, RICH, Long.MAX_VALUE);

	@Test
	void holdsTheInputAndTheAnswerThatTheClientCapped() {
		HoldPlan plan = HoldPlan.of(BudgetRig.chat(",\"max_completion_tokens\":50"), FlatQuote.USUAL.request(3),
				BOUNDS);
		assertThat(plan).extracting(HoldPlan::fixed, HoldPlan::least, HoldPlan::wanted, HoldPlan::full)
			.containsExactly(13L, 53L, 513L, 513L);
		assertThat(plan.cap(513)).as("the client's own cap stands").isEqualTo(-1);
		assertThat(plan.cap(512)).isEqualTo(49);
		assertThat(plan.cap(53)).isEqualTo(4);
	}

	@Test
	void withoutACapOfTheClientSendsTheDefault() {
		HoldPlan plan = HoldPlan.of(BudgetRig.chat(""), FlatQuote.USUAL, BOUNDS);
		assertThat(plan.wanted()).isEqualTo(1_010);
		assertThat(plan.cap(1_010)).isEqualTo(100);
		assertThat(plan.cap(2_000)).isEqualTo(100);
	}

	@Test
	void holdsNoMoreThanTheModelCanAnswer() {
		HoldPlan plan = HoldPlan.of(BudgetRig.chat(",\"max_completion_tokens\":50"), FlatQuote.USUAL.limits(4, 30),
				BOUNDS);
		assertThat(plan.fixed()).as("the context is smaller than the body").isEqualTo(4);
		assertThat(plan.full()).isEqualTo(304);
	}

	@Test
	void holdsEveryChoice() {
		HoldPlan plan = HoldPlan.of(BudgetRig.chat(",\"max_completion_tokens\":50,\"n\":3"), FlatQuote.USUAL, BOUNDS);
		assertThat(plan.least()).isEqualTo(10 + 3 * 40);
		assertThat(plan.full()).isEqualTo(10 + 3 * 500);
		assertThat(plan.cap(10 + 3 * 200)).isEqualTo(20);
	}

	@Test
	void takesAnEighthOfWhatIsLeftUnlessThatIsTooLittle() {
		ClientCall call = BudgetRig.chat(",\"max_completion_tokens\":50");
		assertThat(HoldPlan.of(call, FlatQuote.USUAL, new Bounds(100, 4, 1_600, Long.MAX_VALUE)).wanted())
			.isEqualTo(10 + 200);
		assertThat(HoldPlan.of(call, FlatQuote.USUAL, new Bounds(100, 4, 16, Long.MAX_VALUE)).wanted())
			.isEqualTo(10 + 40);
		assertThat(HoldPlan.of(call, FlatQuote.USUAL, new Bounds(100, 4, 0, Long.MAX_VALUE)).wanted())
			.isEqualTo(10 + 40);
	}

	@Test
	void holdsNoMoreThanTheCallMayCost() {
		ClientCall call = BudgetRig.chat(",\"max_completion_tokens\":50");
		assertThat(HoldPlan.of(call, FlatQuote.USUAL, new Bounds(100, 4, RICH, 300)).wanted()).isEqualTo(300);
		HoldPlan tooDear = HoldPlan.of(call, FlatQuote.USUAL, new Bounds(100, 4, RICH, 20));
		assertThat(tooDear.wanted()).isEqualTo(50);
		assertThat(tooDear.least()).isEqualTo(50);
	}

	@Test
	void anAnswerThatIsShorterThanTheShortestIsWorthHaving() {
		HoldPlan plan = HoldPlan.of(BudgetRig.chat(",\"max_completion_tokens\":2"), FlatQuote.USUAL, BOUNDS);
		assertThat(plan.least()).isEqualTo(30);
		assertThat(plan.full()).isEqualTo(30);
	}

	@Test
	void whoAsksForNoAnswerHoldsTheInput() {
		HoldPlan nothing = HoldPlan.of(BudgetRig.chat(",\"max_completion_tokens\":0"), FlatQuote.USUAL, BOUNDS);
		assertThat(nothing.full()).isEqualTo(10);
		assertThat(nothing.cap(10)).isEqualTo(-1);
		HoldPlan mute = HoldPlan.of(BudgetRig.chat(""), FlatQuote.USUAL.limits(-1, 0), BOUNDS);
		assertThat(mute.full()).isEqualTo(10);
		assertThat(mute.cap(10)).isEqualTo(-1);
	}

	@Test
	void thinkingComesOnTopOfTheShortestAnswer() {
		ClientCall capped = BudgetRig.call(Dialect.ANTHROPIC_MESSAGES,
				",\"max_tokens\":500,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":300}", new HttpHeaders());
		HoldPlan plan = HoldPlan.of(capped, FlatQuote.USUAL, BOUNDS);
		assertThat(plan.least()).isEqualTo(10 + 3_040);
		assertThat(plan.full()).isEqualTo(10 + 5_000);
		ClientCall open = BudgetRig.call(Dialect.ANTHROPIC_MESSAGES,
				",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":300}", new HttpHeaders());
		assertThat(HoldPlan.of(open, FlatQuote.USUAL, BOUNDS).full()).isEqualTo(10 + 4_000);
	}

	@Test
	void whatWritesNoTextHoldsItsInput() {
		ClientCall call = BudgetRig.call(Dialect.OPENAI_EMBEDDINGS, ",\"input\":\"x\"", new HttpHeaders());
		HoldPlan plan = HoldPlan.of(call, FlatQuote.USUAL.request(3), BOUNDS);
		assertThat(plan).extracting(HoldPlan::fixed, HoldPlan::least, HoldPlan::wanted, HoldPlan::full)
			.containsExactly(13L, 13L, 13L, 13L);
		assertThat(plan.cap(13)).isEqualTo(-1);
	}

	@Test
	void aSumThatIsTooLargeStaysTheLargest() {
		FlatQuote dear = new FlatQuote(true, 1, Long.MAX_VALUE / 100, 5, -1, -1);
		HoldPlan plan = HoldPlan.of(BudgetRig.chat(",\"max_completion_tokens\":100"), dear, BOUNDS);
		assertThat(plan.full()).isEqualTo(Long.MAX_VALUE);
		assertThat(plan.least()).isPositive();
	}

	@Test
	void aFreeAnswerIsNotCapped() {
		HoldPlan plan = HoldPlan.of(BudgetRig.chat(",\"max_completion_tokens\":100"),
				new FlatQuote(true, 0, 0, 0, -1, -1), new Bounds(100, 4, 0, Long.MAX_VALUE));
		assertThat(plan.wanted()).isZero();
		assertThat(plan.cap(0)).isEqualTo(-1);
	}

}
