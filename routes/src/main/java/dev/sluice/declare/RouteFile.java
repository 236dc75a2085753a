package dev.sluice.declare;

import java.util.List;

/**
 * What one file declares.
 *
 * @param routes the routes, in order
 * @param rules the rules, in order
 * @param aliases the aliases
 * @param groups the groups
 */
record RouteFile(List<RouteEntry> routes, List<RuleEntry> rules, List<TargetsEntry> aliases,
		List<TargetsEntry> groups) {

	/** A file that says nothing. */
	static final RouteFile EMPTY = new RouteFile(List.of(), List.of(), List.of(), List.of());

}
