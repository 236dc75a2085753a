package dev.sluice.declare;

/** Something with a name that a route file declares, overrides or removes. */
sealed interface Entry permits RouteEntry, RuleEntry, TargetsEntry {

	/**
	 * What an operator's entry overrides a bundled one by.
	 * @return the name
	 */
	String id();

	/**
	 * Where it is declared.
	 * @return the place
	 */
	Place place();

	/**
	 * Whether it is wanted.
	 * @return false removes a bundled entry of the same name
	 */
	boolean enabled();

	/**
	 * Whether it says more than that something is to be removed.
	 * @return true for entries that could stand alone
	 */
	boolean whole();

}
