package dev.sluice.budget;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;

/**
 * {@code AiBudget}: narrows what calls of a route may cost. It configures the ADMIT
 * stage, which holds every call to the budgets of its caller with or without it.
 */
public final class AiBudgetGatewayFilterFactory
		extends AbstractGatewayFilterFactory<AiBudgetGatewayFilterFactory.Config> {

	private final Budgets budgets;

	/**
	 * Creates the factory.
	 * @param budgets knows the policies that routes may name
	 */
	public AiBudgetGatewayFilterFactory(Budgets budgets) {
		super(Config.class);
		this.budgets = budgets;
	}

	@Override
	public List<String> shortcutFieldOrder() {
		return List.of("maxCostUsd");
	}

	@Override
	public GatewayFilter apply(Config config) {
		List<String> known = this.budgets.book().policies().stream().map(BudgetPolicy::name).toList();
		for (String policy : config.policies) {
			if (!known.contains(policy)) {
				throw new IllegalArgumentException(
						"AiBudget names the policy '" + policy + "', which is not under sluice.budgets.policies "
								+ known + ". Add it there with 'everywhere: false'.");
			}
		}
		RouteBudget budget = new RouteBudget(RouteBudget.nanos(config.maxCostUsd, "AiBudget"), config.outputTokens,
				Set.copyOf(config.policies));
		return (exchange, chain) -> {
			budget.attachTo(exchange);
			return chain.filter(exchange);
		};
	}

	/** What a route adds to the budgets of its calls. */
	public static final class Config {

		private @Nullable BigDecimal maxCostUsd;

		private int outputTokens = -1;

		private List<String> policies = List.of();

		/**
		 * What one call may cost at most, over all its attempts.
		 * @return US dollars, or null for no limit of the route, which is the default
		 */
		public @Nullable BigDecimal getMaxCostUsd() {
			return this.maxCostUsd;
		}

		/**
		 * Sets what one call may cost at most.
		 * @param maxCostUsd US dollars
		 */
		public void setMaxCostUsd(@Nullable BigDecimal maxCostUsd) {
			this.maxCostUsd = maxCostUsd;
		}

		/**
		 * The output cap of calls that set none, where a budget applies.
		 * @return tokens, or -1 for {@code sluice.budgets.default-output-tokens}, which
		 * is the default
		 */
		public int getOutputTokens() {
			return this.outputTokens;
		}

		/**
		 * Sets the output cap of calls that set none.
		 * @param outputTokens tokens, at least 1
		 */
		public void setOutputTokens(int outputTokens) {
			if (outputTokens < 1) {
				throw new IllegalArgumentException("outputTokens of AiBudget must be at least 1");
			}
			this.outputTokens = outputTokens;
		}

		/**
		 * Policies that apply on this route besides those that apply everywhere.
		 * @return names of {@code sluice.budgets.policies}; empty by default
		 */
		public List<String> getPolicies() {
			return this.policies;
		}

		/**
		 * Sets the policies that apply on this route besides those that apply everywhere.
		 * @param policies names of {@code sluice.budgets.policies}
		 */
		public void setPolicies(List<String> policies) {
			this.policies = policies;
		}

	}

}
