package dev.sluice.budget;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The policies in force. Each change makes a new version, so that two who change at the
 * same time notice each other; calls see a change from their next hold on.
 */
public final class Budgets {

	private volatile Book book;

	/**
	 * Creates the service.
	 * @param policies what is configured
	 */
	public Budgets(List<BudgetPolicy> policies) {
		this.book = new Book(1, List.copyOf(policies));
	}

	/**
	 * What is in force.
	 * @return an immutable snapshot
	 */
	public Book book() {
		return this.book;
	}

	/**
	 * Adds a policy, or takes the place of the one of the same name.
	 * @param version the version that the change was made for
	 * @param policy the policy
	 * @return the new version
	 * @throws StaleVersionException when somebody else was faster
	 */
	public Book put(long version, BudgetPolicy policy) {
		return change(version, (policies) -> {
			List<BudgetPolicy> changed = new ArrayList<>(policies);
			changed.replaceAll((old) -> old.name().equals(policy.name()) ? policy : old);
			if (!changed.contains(policy)) {
				changed.add(policy);
			}
			return changed;
		});
	}

	/**
	 * Removes a policy. What was spent under it stays in the ledger.
	 * @param version the version that the change was made for
	 * @param name the policy's name
	 * @return the new version, the same policies when there is none of the name
	 * @throws StaleVersionException when somebody else was faster
	 */
	public Book remove(long version, String name) {
		return change(version, (policies) -> policies.stream().filter((old) -> !old.name().equals(name)).toList());
	}

	/**
	 * Sets another limit for some time.
	 * @param version the version that the change was made for
	 * @param name the policy's name
	 * @param override the limit and its end
	 * @return the new version, the same policies when there is none of the name
	 * @throws StaleVersionException when somebody else was faster
	 */
	public Book override(long version, String name, BudgetPolicy.Override override) {
		return change(version,
				(policies) -> policies.stream()
					.map((old) -> old.name().equals(name) ? old.with(override) : old)
					.toList());
	}

	private synchronized Book change(long version, UnaryOperator<List<BudgetPolicy>> change) {
		if (this.book.version != version) {
			throw new StaleVersionException(version, this.book.version);
		}
		this.book = new Book(version + 1, List.copyOf(change.apply(this.book.policies)));
		return this.book;
	}

	/**
	 * All policies at one version.
	 *
	 * @param version grows with every change
	 * @param policies in the order of the configuration
	 */
	public record Book(long version, List<BudgetPolicy> policies) {
	}

	/** A change was made for policies that are no longer in force. */
	public static final class StaleVersionException extends RuntimeException {

		StaleVersionException(long wanted, long present) {
			super("The budgets were changed in the meantime: version " + wanted + " is now " + present
					+ ". Read them again and repeat the change.");
		}

	}

}
