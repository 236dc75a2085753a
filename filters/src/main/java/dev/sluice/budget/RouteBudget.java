package dev.sluice.budget;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.web.server.ServerWebExchange;

/**
 * What a route adds to the budgets of its calls.
 *
 * @param maxCostNanos what one call may cost at most, or -1
 * @param outputTokens the output cap of calls that set none, or -1
 * @param policies names of policies that apply besides those that apply everywhere
 */
record RouteBudget(long maxCostNanos, long outputTokens, Set<String> policies) {

	static final RouteBudget NONE = new RouteBudget(-1, -1, Set.of());

	private static final String ATTRIBUTE = RouteBudget.class.getName();

	RouteBudget {
		policies = Set.copyOf(policies);
	}

	void attachTo(ServerWebExchange exchange) {
		RouteBudget before = (RouteBudget) exchange.getAttributes().get(ATTRIBUTE);
		exchange.getAttributes().put(ATTRIBUTE, (before != null) ? before.and(this) : this);
	}

	static RouteBudget of(ServerWebExchange exchange) {
		RouteBudget found = (RouteBudget) exchange.getAttributes().get(ATTRIBUTE);
		return (found != null) ? found : NONE;
	}

	/** A second line of the same route can only narrow. */
	RouteBudget and(RouteBudget other) {
		Set<String> both = new HashSet<>(this.policies);
		both.addAll(other.policies);
		return new RouteBudget(smaller(this.maxCostNanos, other.maxCostNanos),
				smaller(this.outputTokens, other.outputTokens), both);
	}

	static long smaller(long first, long second) {
		return (first < 0) ? second : (second < 0) ? first : Math.min(first, second);
	}

	static long nanos(@Nullable BigDecimal usd, String where) {
		return (usd != null) ? BudgetPolicy.nanos(usd, where) : -1;
	}

}
