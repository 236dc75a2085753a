package dev.sluice.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What of the configuration is taken, and what is refused with its name. */
class BudgetPropertiesTests {

	private static final Instant LATER = Instant.parse("2026-12-01T00:00:00Z");

	@ParameterizedTest
	@CsvSource({ "1, 1, 100, 1", "10000000, 100000, 10000000, 1000000" })
	void theOutermostBoundsAreTaken(int output, int minimal, int accounts, int waiting) {
		BudgetProperties properties = properties(null, output, minimal, accounts, waiting);
		assertThat(properties.defaultOutputTokens()).isEqualTo(output);
		assertThat(properties.minimalOutputTokens()).isEqualTo(minimal);
		assertThat(properties.maxAccounts()).isEqualTo(accounts);
		assertThat(properties.maxWaiting()).isEqualTo(waiting);
	}

	@ParameterizedTest
	@CsvSource({ "0, 1, 100, 1, default-output-tokens is 0; set 1 to 10000000",
			"10000001, 1, 100, 1, default-output-tokens is 10000001", "1, 0, 100, 1, minimal-output-tokens is 0",
			"1, 100001, 100, 1, minimal-output-tokens is 100001", "1, 1, 99, 1, max-accounts is 99",
			"1, 1, 10000001, 1, max-accounts is 10000001", "1, 1, 100, 0, max-waiting is 0",
			"1, 1, 100, 1000001, max-waiting is 1000001" })
	void whatLiesBeyondThemIsNamed(int output, int minimal, int accounts, int waiting, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> properties(null, output, minimal, accounts, waiting))
			.withMessageContaining("sluice.budgets." + message);
	}

	@Test
	void theCostOfOneCallIsAnAmount() {
		assertThat(properties(BigDecimal.ONE, 1, 1, 100, 1).maxCostPerRequest()).isEqualTo(BigDecimal.ONE);
		assertThatIllegalArgumentException().isThrownBy(() -> properties(BigDecimal.ONE.negate(), 1, 1, 100, 1))
			.withMessageContaining("sluice.budgets.max-cost-per-request has a limit of -1 USD");
	}

	@Test
	void noTwoPoliciesShareAName() {
		BudgetPolicy one = BudgetRig.policy("one", AccountKind.KEY, "1");
		BudgetPolicy two = BudgetRig.policy("two", AccountKind.KEY, "1");
		assertThat(properties(null, 1, 1, 100, 1, one, two).policies()).containsExactly(one, two);
		assertThatIllegalArgumentException().isThrownBy(() -> properties(null, 1, 1, 100, 1, one, two, one))
			.withMessageContaining("names 'one' twice");
	}

	@Test
	void aPolicyAndAnOverrideNeedWhatTheyAreMadeOf() {
		assertThatIllegalArgumentException().isThrownBy(() -> BudgetRig.policy(null, AccountKind.KEY, "1"))
			.withMessageContaining("has no name");
		assertThatIllegalArgumentException().isThrownBy(() -> policy(null, BigDecimal.ONE))
			.withMessage("The budget policy 'p' has no 'account'.");
		assertThatIllegalArgumentException().isThrownBy(() -> policy(AccountKind.KEY, null))
			.withMessage("The budget policy 'p' has no 'limit-usd'.");
		assertThatIllegalArgumentException().isThrownBy(() -> new BudgetPolicy.Override(null, LATER))
			.withMessage("an override under sluice.budgets.policies has no 'limit-usd'.");
		assertThatIllegalArgumentException().isThrownBy(() -> new BudgetPolicy.Override(BigDecimal.ONE, null))
			.withMessage("an override under sluice.budgets.policies has no 'until'.");
	}

	@Test
	void aPolicyWithoutThresholdsTellsNobody() {
		assertThat(policy(AccountKind.KEY, BigDecimal.ONE).thresholds()).isEmpty();
	}

	@Test
	void whatIsSaidInAPolicyStaysAsItWas() {
		BudgetPolicy policy = policy(AccountKind.KEY, BigDecimal.ONE);
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> policy.overrides().add(new BudgetPolicy.Override(BigDecimal.ONE, LATER)));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> policy.substitutes().add("a/b"));
	}

	private static BudgetPolicy policy(AccountKind account, BigDecimal limit) {
		return new BudgetPolicy("p", account, "*", "*", limit, BudgetPeriod.DAY, BudgetRig.thresholds(),
				BudgetPolicy.OnExhaustion.CHEAPER, new java.util.ArrayList<>(List.of("c/d")), BudgetMode.ENFORCE, true,
				new java.util.ArrayList<>());
	}

	private static BudgetProperties properties(BigDecimal most, int output, int minimal, int accounts, int waiting,
			BudgetPolicy... policies) {
		return new BudgetProperties(most, output, minimal, List.of(), accounts, waiting, List.of(policies));
	}

}
