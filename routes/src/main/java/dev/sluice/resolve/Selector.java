package dev.sluice.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.Provider;
import dev.sluice.resolve.CompiledTables.Alias;
import dev.sluice.resolve.CompiledTables.CompiledRule;
import dev.sluice.resolve.Selection.Source;

/** Looks model names up in the tables: prefix, alias, rules. */
final class Selector {

	private final Catalogue catalogue;

	Selector(Catalogue catalogue) {
		this.catalogue = catalogue;
	}

	/** Where a model name leads, or null when nothing serves it. */
	@Nullable Selection byModel(CompiledTables tables, String model) {
		Selection prefixed = byPrefix(model);
		if (prefixed != null) {
			return prefixed;
		}
		Alias alias = tables.alias(model);
		return (alias != null) ? byAlias(tables, alias) : byRule(tables, model);
	}

	Selection byAlias(CompiledTables tables, Alias alias) {
		List<Candidate> candidates = new ArrayList<>(alias.targets().size());
		for (String target : alias.targets()) {
			candidates.addAll(expanded(tables, target));
		}
		return new Selection(Source.ALIAS, alias.name(), candidates);
	}

	/**
	 * The targets of a group: {@code provider/model}, or {@code provider} with the
	 * client's model.
	 */
	List<Candidate> ofGroup(List<String> targets, @Nullable String model) {
		List<Candidate> candidates = new ArrayList<>(targets.size());
		for (String target : targets) {
			int slash = target.indexOf('/');
			candidates.add((slash != -1) ? new Candidate(target.substring(0, slash), target.substring(slash + 1))
					: new Candidate(target, atProvider(target, model)));
		}
		return candidates;
	}

	/**
	 * A model at a provider that is chosen already: an alias' model there, else without
	 * the provider's own prefix.
	 */
	List<Candidate> at(CompiledTables tables, Provider provider, @Nullable String model) {
		Alias alias = (model != null) ? tables.alias(model) : null;
		if (alias != null) {
			List<Candidate> there = byAlias(tables, alias).candidates()
				.stream()
				.filter((candidate) -> candidate.provider().equals(provider.name()))
				.toList();
			if (!there.isEmpty()) {
				return there;
			}
		}
		return List.of(new Candidate(provider.name(), atProvider(provider.name(), model)));
	}

	/** A provider by its name, else by its name in lower case. */
	@Nullable Provider provider(String name) {
		Provider exact = this.catalogue.find(name);
		return (exact != null) ? exact : this.catalogue.find(name.toLowerCase(Locale.ROOT));
	}

	private @Nullable Selection byPrefix(String model) {
		int slash = model.indexOf('/');
		Provider provider = (slash > 0) ? provider(model.substring(0, slash)) : null;
		return (provider != null) ? new Selection(Source.PREFIX, provider.name(),
				List.of(new Candidate(provider.name(), model.substring(slash + 1)))) : null;
	}

	/**
	 * A name with a slash looks like a misspelt provider, so the rule for everything else
	 * does not take it.
	 */
	private @Nullable Selection byRule(CompiledTables tables, String model) {
		CompiledRule rule = tables.rule(model, model.indexOf('/') == -1);
		if (rule == null) {
			return null;
		}
		List<Candidate> candidates = new ArrayList<>(rule.providers().size());
		for (String provider : rule.providers()) {
			candidates.add(new Candidate(provider, model));
		}
		return new Selection(Source.RULE, rule.id(), candidates);
	}

	private List<Candidate> expanded(CompiledTables tables, String target) {
		Selection selection = byPrefix(target);
		selection = (selection != null) ? selection : byRule(tables, target);
		if (selection != null) {
			return selection.candidates();
		}
		int slash = target.indexOf('/');
		return List.of(new Candidate((slash != -1) ? target.substring(0, slash) : target, target));
	}

	private static @Nullable String atProvider(String provider, @Nullable String model) {
		boolean prefixed = model != null && model.length() > provider.length() + 1
				&& model.charAt(provider.length()) == '/'
				&& model.regionMatches(true, 0, provider, 0, provider.length());
		return (model != null && prefixed) ? model.substring(provider.length() + 1) : model;
	}

}
