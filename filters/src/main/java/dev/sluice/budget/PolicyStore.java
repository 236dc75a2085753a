package dev.sluice.budget;

import java.util.List;

import reactor.core.publisher.Mono;

/**
 * Where changes of policies are kept that were made while gateways ran. All gateways that
 * share it see the same changes.
 */
interface PolicyStore {

	/**
	 * How often it was changed.
	 * @return a number that grows with each change
	 */
	Mono<Long> version();

	/**
	 * All changes that count.
	 * @return the changes and their version
	 */
	Mono<Stored> read();

	/**
	 * Keeps a change, in the place of an earlier one of the same policy.
	 * @param version the version that the change was made for
	 * @param change the change
	 * @return all changes, with a new version; or a {@link Budgets.StaleVersionException}
	 * when somebody else was faster
	 */
	Mono<Stored> change(long version, PolicyChange change);

	/**
	 * All changes at one version.
	 *
	 * @param version how often it was changed
	 * @param changes at most one for each policy, by name
	 */
	record Stored(long version, List<PolicyChange> changes) {

		/** Nothing was ever changed. */
		static final Stored NOTHING = new Stored(0, List.of());

		/** Fixes the contents. */
		public Stored {
			changes = List.copyOf(changes);
		}

	}

}
