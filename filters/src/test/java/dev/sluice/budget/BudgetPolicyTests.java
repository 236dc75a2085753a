package dev.sluice.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.budget.BudgetPolicy.OnExhaustion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BudgetPolicyTests {

	private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

	@Test
	void theLastOverrideThatHasNotEndedCounts() {
		BudgetPolicy policy = BudgetRig.policy("p", AccountKind.KEY, "1")
			.with(override("2", 10))
			.with(override("3", 5));
		assertThat(policy.limitNanos(NOON)).isEqualTo(3_000_000_000L);
		assertThat(policy.nextChange(NOON)).isEqualTo(NOON.plusSeconds(5));
		assertThat(policy.limitNanos(NOON.plusSeconds(5))).isEqualTo(2_000_000_000L);
		assertThat(policy.nextChange(NOON.plusSeconds(5))).isEqualTo(NOON.plusSeconds(10));
		assertThat(policy.limitNanos(NOON.plusSeconds(10))).isEqualTo(1_000_000_000L);
		assertThat(policy.nextChange(NOON.plusSeconds(10))).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "0.000000001, 1", "0.0000000019, 1", "1000000000, 1000000000000000000" })
	void dollarsBecomeWholeNanoDollarsAndNoneTooMany(BigDecimal usd, long nanos) {
		assertThat(BudgetPolicy.nanos(usd, "it")).isEqualTo(nanos);
		assertThat(RouteBudget.nanos(usd, "it")).isEqualTo(nanos);
	}

	@ParameterizedTest
	@CsvSource({ "-0.000000001", "1000000000.000000001" })
	void otherLimitsAreRefused(BigDecimal usd) {
		assertThatIllegalArgumentException().isThrownBy(() -> BudgetPolicy.nanos(usd, "it"))
			.withMessageContaining("it has a limit of " + usd.toPlainString());
		assertThatIllegalArgumentException().isThrownBy(() -> new BudgetPolicy.Override(usd, NOON));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> BudgetRig.policy("p", AccountKind.KEY, usd.toPlainString()));
	}

	@ParameterizedTest
	@CsvSource({ "0, false", "1, true", "1000, true", "1001, false" })
	void thresholdsArePercentages(int percent, boolean good) {
		if (good) {
			assertThat(policy("p", OnExhaustion.BLOCK, percent, List.of()).thresholds()).containsExactly(percent);
		}
		else {
			assertThatIllegalArgumentException().isThrownBy(() -> policy("p", OnExhaustion.BLOCK, percent, List.of()))
				.withMessageContaining("thresholds [" + percent + "]");
		}
	}

	@Test
	void substitutesNeedAPolicyThatGoesCheaper() {
		assertThatIllegalArgumentException().isThrownBy(() -> policy("p", OnExhaustion.BLOCK, 50, List.of("a/b")));
		assertThat(policy("p", OnExhaustion.CHEAPER, 50, List.of("a/b")).substitutes()).containsExactly("a/b");
	}

	@ParameterizedTest
	@CsvSource({ "'', no name", "' ', no name" })
	void aPolicyNeedsAName(String name, String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> policy(name, OnExhaustion.BLOCK, 50, List.of()))
			.withMessageContaining(text);
	}

	@Test
	void aSecondLineOfARouteCanOnlyNarrow() {
		RouteBudget both = new RouteBudget(5, -1, java.util.Set.of("a"))
			.and(new RouteBudget(7, 3, java.util.Set.of("b")));
		assertThat(both).isEqualTo(new RouteBudget(5, 3, java.util.Set.of("a", "b")));
		assertThat(RouteBudget.smaller(0, 4)).isZero();
		assertThat(RouteBudget.smaller(4, 0)).isZero();
		assertThat(RouteBudget.smaller(-1, -1)).isEqualTo(-1);
		assertThat(RouteBudget.nanos(null, "it")).isEqualTo(-1);
	}

	private static BudgetPolicy policy(@Nullable String name, OnExhaustion then, int percent, List<String> others) {
		return new BudgetPolicy(name, AccountKind.KEY, "*", "*", BigDecimal.ONE, BudgetPeriod.DAY,
				BudgetRig.thresholds(percent), then, others, BudgetMode.ENFORCE, true, List.of());
	}

	private static BudgetPolicy.Override override(String limit, int seconds) {
		return new BudgetPolicy.Override(new BigDecimal(limit), NOON.plusSeconds(seconds));
	}

}
