package dev.sluice.resolve;

import java.util.List;
import java.util.Map;

/**
 * The resolution data of all route files, as one immutable snapshot.
 *
 * @param rules pattern rules, first match wins
 * @param aliases model name to {@code provider/model} targets, preferred first
 * @param groups group name to {@code provider/model} or {@code provider} targets,
 * preferred first
 */
public record RoutingTables(List<Rule> rules, Map<String, List<String>> aliases, Map<String, List<String>> groups) {

	/** No data at all. */
	public static final RoutingTables EMPTY = new RoutingTables(List.of(), Map.of(), Map.of());

	/** Copies the collections. */
	public RoutingTables {
		rules = List.copyOf(rules);
		aliases = Map.copyOf(aliases);
		groups = Map.copyOf(groups);
	}

}
