package dev.sluice.budget;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What calls may cost.
 *
 * @param maxCostPerRequest how many US dollars one call may cost at most, over all its
 * attempts. The environment variable MAX_COST_PER_REQUEST goes before it. No limit by
 * default.
 * @param defaultOutputTokens the output cap of calls that set none, where a budget
 * applies and neither model nor route has a smaller one; 1 to 10000000.
 * @param minimalOutputTokens the shortest answer that is worth sending a call for, when
 * money is short; 1 to 100000.
 * @param metadataHeaders client headers that are kept with each attempt in the ledger, up
 * to 256 characters of each.
 * @param maxAccounts how many accounts may be in use at this node; 100 to 10000000.
 * @param maxWaiting how many calls may wait for their budgets at a time; 1 to 1000000.
 * @param policies who may spend how much.
 */
@ConfigurationProperties(prefix = "sluice.budgets", ignoreUnknownFields = false)
public record BudgetProperties(@Nullable BigDecimal maxCostPerRequest, @DefaultValue("4096") int defaultOutputTokens,
		@DefaultValue("16") int minimalOutputTokens, @DefaultValue( {
				"x-metadata", "x-custom-event-id" }) List<String> metadataHeaders,
		@DefaultValue("100000") int maxAccounts, @DefaultValue("10000") int maxWaiting,
		@DefaultValue List<BudgetPolicy> policies){

	/** Checks the bounds. */
	public BudgetProperties {
		check("default-output-tokens", defaultOutputTokens, 1, 10_000_000);
		check("minimal-output-tokens", minimalOutputTokens, 1, 100_000);
		check("max-accounts", maxAccounts, 100, 10_000_000);
		check("max-waiting", maxWaiting, 1, 1_000_000);
		if (maxCostPerRequest != null) {
			BudgetPolicy.nanos(maxCostPerRequest, "sluice.budgets.max-cost-per-request");
		}
		Set<String> names = new HashSet<>();
		for (BudgetPolicy policy : policies) {
			if (!names.add(policy.name())) {
				throw new IllegalArgumentException(
						"sluice.budgets.policies names '" + policy.name() + "' twice. Give each policy its own name.");
			}
		}
		policies = List.copyOf(policies);
		metadataHeaders = List.copyOf(metadataHeaders);
	}

	private static void check(String property, int value, int min, int max) {
		if (value < min || value > max) {
			throw new IllegalArgumentException(
					"sluice.budgets." + property + " is " + value + "; set " + min + " to " + max + ".");
		}
	}

}
