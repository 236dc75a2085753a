package dev.sluice.resolve;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Target;
import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.Provider;
import dev.sluice.catalog.ProviderName;
import dev.sluice.resolve.CompiledTables.Alias;
import dev.sluice.resolve.Selection.Source;

/**
 * Resolves by pinned provider, provider prefix, alias and pattern rules, in this order.
 */
final class RuleResolver implements TargetResolver {

	private final Catalogue catalogue;

	private final CompiledTablesSource tables;

	private final Selector selector;

	private final Refusals refusals;

	private final TargetFinder targets;

	private final TierMembers tiers;

	private final CallModel models;

	RuleResolver(Catalogue catalogue, Crossings crossings, RoutingTablesSource tables, LiveModels live) {
		this.catalogue = catalogue;
		this.tables = new CompiledTablesSource(tables);
		this.selector = new Selector(catalogue);
		this.refusals = new Refusals(catalogue);
		this.targets = new TargetFinder(catalogue, crossings, this.refusals);
		this.tiers = new TierMembers(catalogue, live);
		this.models = new CallModel(this.refusals);
	}

	@Override
	public List<Target> resolve(ClientCall call, AiUri uri) {
		String model = this.models.of(call);
		CompiledTables current = this.tables.current();
		return switch (uri.kind()) {
			case AUTO -> auto(call, current, model);
			case REGISTRY ->
				throw new IllegalStateException("ai://registry has no targets: the gateway answers itself");
			case PROVIDER -> this.targets.of(call, provider(call, current, uri, model), true);
			case TIER -> this.targets.of(call, tier(call, current, uri, model), true);
			case GROUP -> this.targets.of(call, group(call, current, uri, model), true);
			case MODEL -> this.targets.of(call, alias(current, uri), true);
		};
	}

	private List<Target> auto(ClientCall call, CompiledTables current, @Nullable String model) {
		Selection selection = named(call, current, model);
		if (selection != null) {
			return this.targets.of(call, selection, false);
		}
		if (model != null && model.indexOf('/') != -1) {
			throw this.refusals.unknownPrefix(model);
		}
		if (this.targets.simulating()) {
			return this.targets.simulated((model != null) ? model : this.models.required(call, null));
		}
		throw (model != null) ? this.refusals.noRule(current, model) : this.refusals.noModel(call.dialect());
	}

	/** What the call itself names, by pin or model; null when that leads nowhere. */
	private @Nullable Selection named(ClientCall call, CompiledTables current, @Nullable String model) {
		String pin = Wishes.provider(call);
		if (pin != null) {
			Provider provider = pinned(pin);
			return new Selection(Source.PIN, provider.name(),
					this.selector.at(current, provider, this.models.required(call, model)));
		}
		return (model != null) ? this.selector.byModel(current, model) : null;
	}

	private Provider pinned(String name) {
		if (!ProviderName.isValid(name)) {
			throw this.refusals.badPin(name);
		}
		Provider provider = this.selector.provider(name);
		if (provider == null) {
			throw this.refusals.unknownPin(name);
		}
		return provider;
	}

	private Selection provider(ClientCall call, CompiledTables current, AiUri uri, @Nullable String model) {
		String name = nameOf(uri);
		Provider provider = this.catalogue.find(name);
		if (provider == null) {
			throw this.refusals.unknownInRoute("provider", name,
					this.catalogue.providers().stream().map(Provider::name).toList());
		}
		return routed(uri, this.selector.at(current, provider, this.models.required(call, model)));
	}

	private Selection group(ClientCall call, CompiledTables current, AiUri uri, @Nullable String model) {
		List<String> group = current.group(nameOf(uri));
		if (group == null) {
			throw this.refusals.unknownInRoute("group", nameOf(uri), current.groupNames());
		}
		List<Candidate> candidates = this.selector.ofGroup(group, model);
		if (candidates.stream().anyMatch((candidate) -> candidate.model() == null)) {
			this.models.required(call, null);
		}
		return routed(uri, candidates);
	}

	private Selection alias(CompiledTables current, AiUri uri) {
		Alias alias = current.alias(nameOf(uri));
		if (alias == null) {
			throw this.refusals.unknownInRoute("model", nameOf(uri), current.aliasNames());
		}
		return this.selector.byAlias(current, alias);
	}

	/**
	 * Whom the call names in the tier; else who lists the model there; else the whole
	 * tier.
	 */
	private Selection tier(ClientCall call, CompiledTables current, AiUri uri, @Nullable String model) {
		String tier = nameOf(uri);
		Selection named = named(call, current, this.models.required(call, model));
		List<Candidate> there = (named != null) ? this.tiers.among(named.candidates(), tier) : List.of();
		if (named != null && named.explicit() && there.isEmpty()) {
			throw this.refusals.otherTier(named.name(), tier);
		}
		if (there.isEmpty()) {
			there = this.tiers.serving(model, tier);
		}
		if (there.isEmpty()) {
			throw this.refusals.emptyTier(tier);
		}
		return routed(uri, there);
	}

	private static Selection routed(AiUri uri, List<Candidate> candidates) {
		return new Selection(Source.ROUTE, uri.toString(), candidates);
	}

	private static String nameOf(AiUri uri) {
		String name = uri.name();
		if (name == null) {
			throw new IllegalStateException(uri + " has no name");
		}
		return name;
	}

}
