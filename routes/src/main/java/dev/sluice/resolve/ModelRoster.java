package dev.sluice.resolve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.Glob;
import dev.sluice.catalog.Model;
import dev.sluice.catalog.Provider;

/** Gathers what can be called now: models of configured providers, and aliases. */
final class ModelRoster {

	private final Catalogue catalogue;

	private final LiveModels live;

	private final Selector selector;

	ModelRoster(Catalogue catalogue, LiveModels live) {
		this.catalogue = catalogue;
		this.live = live;
		this.selector = new Selector(catalogue);
	}

	List<ListedModel> of(CompiledTables tables, @Nullable Set<String> allowed) {
		Map<String, ListedModel> models = new LinkedHashMap<>();
		for (Provider provider : this.catalogue.providers()) {
			if (isActive(provider)) {
				this.live.of(provider).forEach((model) -> add(models, listed(tables, provider, model)));
			}
		}
		tables.aliasNames().stream().sorted().forEach((name) -> alias(models, tables, name));
		List<Glob> globs = (allowed != null) ? allowed.stream().map(Glob::new).toList() : List.of();
		return models.values().stream().filter((model) -> allowed == null || isAllowed(globs, model)).toList();
	}

	/**
	 * The simulated provider steps back as soon as a real one answers. A provider that
	 * nobody configured is listed once it is known to be there.
	 */
	private boolean isActive(Provider provider) {
		boolean simulated = provider.name().equals(Catalogue.SIMULATED);
		boolean there = provider.configured() || (provider.usable() && this.live.knows(provider));
		return there && !(simulated && this.catalogue.anyRealConfigured());
	}

	/**
	 * A bare name is listed only if it leads to this provider; otherwise the prefix
	 * belongs to it.
	 */
	private ListedModel listed(CompiledTables tables, Provider provider, Model model) {
		String qualified = provider.name() + "/" + model.id();
		Selection selection = this.selector.byModel(tables, model.id());
		boolean leadsHere = selection != null && selection.candidates()
			.stream()
			.anyMatch((candidate) -> candidate.provider().equals(provider.name())
					&& model.id().equals(candidate.model()));
		return ListedModel.of(leadsHere ? model.id() : qualified, provider.name(), qualified, model.displayName(),
				model.contextTokens(), model.outputTokens(), model.capabilities());
	}

	private void alias(Map<String, ListedModel> models, CompiledTables tables, String name) {
		Selection selection = this.selector.byModel(tables, name);
		List<Candidate> candidates = (selection != null) ? selection.candidates() : List.of();
		candidates.stream().map(this::server).filter(Objects::nonNull).findFirst().ifPresent((candidate) -> {
			String qualified = candidate.provider() + "/" + candidate.model();
			add(models, ListedModel.of(name, candidate.provider(), qualified, null, -1, -1, Set.of()));
		});
	}

	/** The candidate itself, or the simulated provider while that stands in for all. */
	private @Nullable Candidate server(Candidate candidate) {
		Provider simulated = this.catalogue.find(Catalogue.SIMULATED);
		if (simulated != null && isActive(simulated)) {
			return new Candidate(simulated.name(), candidate.model());
		}
		Provider provider = this.catalogue.find(candidate.provider());
		return (provider != null && provider.usable() && allows(provider, candidate.model())) ? candidate : null;
	}

	static boolean allows(Provider provider, @Nullable String model) {
		return model == null || provider.traits().selection().allows(model);
	}

	private static void add(Map<String, ListedModel> models, ListedModel model) {
		models.putIfAbsent(model.id(), model);
	}

	private static boolean isAllowed(List<Glob> globs, ListedModel model) {
		return globs.stream().anyMatch((glob) -> glob.matches(model.id()) || glob.matches(model.qualified()));
	}

}
