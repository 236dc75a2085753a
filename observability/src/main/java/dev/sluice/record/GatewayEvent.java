package dev.sluice.record;

import java.time.Instant;
import java.util.List;

/**
 * Something that happened in this gateway and that watchers may want to know at once.
 * Events tell, they decide nothing: one that is lost changes no money and no limit.
 */
public sealed interface GatewayEvent {

	/**
	 * When it happened.
	 * @return a time of this node's clock
	 */
	Instant at();

	/**
	 * A call is over: its last attempt has ended, or it was refused before any.
	 *
	 * @param at when it ended
	 * @param record what happened
	 */
	record CallFinished(Instant at, CallRecord record) implements GatewayEvent {
	}

	/**
	 * An account has used up some part of its budget.
	 *
	 * @param at when this node noticed
	 * @param policy the policy's name
	 * @param account who, such as {@code team:acme/search}
	 * @param period which day, week or month, or {@code lifetime}
	 * @param percent the threshold
	 * @param limitNanos the limit in nano-dollars
	 * @param spentNanos what is spent of it in nano-dollars
	 */
	record BudgetReached(Instant at, String policy, String account, String period, int percent, long limitNanos,
			long spentNanos) implements GatewayEvent {
	}

	/**
	 * A set of declared routes was read.
	 *
	 * @param at when it was judged
	 * @param applied whether the set is in force now; false keeps the last good one
	 * @param routes ids of the routes in force, in order
	 * @param problems what is wrong, with file, line and column; empty when applied
	 */
	record RoutesChanged(Instant at, boolean applied, List<String> routes,
			List<String> problems) implements GatewayEvent {

		/** Keeps copies. */
		public RoutesChanged {
			routes = List.copyOf(routes);
			problems = List.copyOf(problems);
		}

	}

}
