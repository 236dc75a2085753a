package dev.sluice.resolve;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.sluice.catalog.Glob;

/** One snapshot of the routing tables, prepared for look-ups. */
final class CompiledTables {

	private final RoutingTables tables;

	private final List<CompiledRule> rules;

	private final Map<String, Alias> aliases = new HashMap<>();

	private final Map<String, Alias> aliasesInAnyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	CompiledTables(RoutingTables tables) {
		this.tables = tables;
		this.rules = tables.rules().stream().map(CompiledTables::compiled).toList();
		tables.aliases().forEach((name, targets) -> {
			Alias alias = new Alias(name, targets);
			this.aliases.put(name, alias);
			this.aliasesInAnyCase.putIfAbsent(name, alias);
		});
	}

	boolean isOf(RoutingTables other) {
		return this.tables == other;
	}

	/**
	 * The first rule that matches.
	 * @param model a model name
	 * @param catchAll whether a rule that matches every name counts
	 */
	@Nullable CompiledRule rule(String model, boolean catchAll) {
		for (CompiledRule rule : this.rules) {
			if ((catchAll || !rule.glob().matchesAll()) && rule.glob().matches(model)) {
				return rule;
			}
		}
		return null;
	}

	/** The alias of that name, else one that differs only in letter case. */
	@Nullable Alias alias(String name) {
		Alias exact = this.aliases.get(name);
		return (exact != null) ? exact : this.aliasesInAnyCase.get(name);
	}

	@Nullable List<String> group(String name) {
		return this.tables.groups().get(name);
	}

	Set<String> groupNames() {
		return this.tables.groups().keySet();
	}

	Set<String> aliasNames() {
		return this.aliasesInAnyCase.keySet();
	}

	private static CompiledRule compiled(Rule rule) {
		return new CompiledRule(rule.id(), new Glob(rule.match()), rule.providers());
	}

	/**
	 * A rule with its pattern.
	 *
	 * @param id its name
	 * @param glob what it matches
	 * @param providers who serves it
	 */
	record CompiledRule(String id, Glob glob, List<String> providers) {
	}

	/**
	 * An alias under its own spelling.
	 *
	 * @param name its name
	 * @param targets where it leads
	 */
	record Alias(String name, List<String> targets) {
	}

}
