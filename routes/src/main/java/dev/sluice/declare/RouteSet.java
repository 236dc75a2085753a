package dev.sluice.declare;

import java.util.List;
import java.util.function.Function;

/**
 * What all files together declare, with overrides applied.
 *
 * @param routes the routes, in order
 * @param rules the rules, in order
 * @param aliases the aliases
 * @param groups the groups
 */
record RouteSet(List<RouteEntry> routes, List<RuleEntry> rules, List<TargetsEntry> aliases, List<TargetsEntry> groups) {

	/**
	 * Merges files.
	 * @param operator the operator's files, in the order of their names
	 * @param bundled the bundled file
	 * @param problems where to report what is wrong
	 * @return the set
	 */
	static RouteSet merge(List<RouteFile> operator, RouteFile bundled, Problems problems) {
		return new RouteSet(
				Overrides.merge("route", all(operator, RouteFile::routes), bundled.routes(), RouteEntry::insteadOf,
						problems),
				Overrides.merge("rule", all(operator, RouteFile::rules), bundled.rules(), (own, theirs) -> own,
						problems),
				Overrides.merge("alias", all(operator, RouteFile::aliases), bundled.aliases(), (own, theirs) -> own,
						problems),
				Overrides.merge("group", all(operator, RouteFile::groups), bundled.groups(), (own, theirs) -> own,
						problems));
	}

	private static <T> List<T> all(List<RouteFile> files, Function<RouteFile, List<T>> part) {
		return files.stream().map(part).flatMap(List::stream).toList();
	}

}
