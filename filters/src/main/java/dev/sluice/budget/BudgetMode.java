package dev.sluice.budget;

/** What a policy does to the calls of its accounts. */
public enum BudgetMode {

	/** Calls that do not fit are refused. */
	ENFORCE,

	/**
	 * Calls pass; those of an exhausted account carry {@code x-sluice-budget-warning}.
	 */
	WARN,

	/** Calls pass unmarked; only events tell. */
	OBSERVE

}
