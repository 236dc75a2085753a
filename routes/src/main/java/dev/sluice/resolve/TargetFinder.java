package dev.sluice.resolve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Target;
import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.Provider;

/**
 * Turns candidates into targets: those that are configured and speak the client's
 * dialect.
 */
final class TargetFinder {

	private static final String SIMULATION = "no provider configured";

	private final Catalogue catalogue;

	private final Crossings crossings;

	private final Refusals refusals;

	TargetFinder(Catalogue catalogue, Crossings crossings, Refusals refusals) {
		this.catalogue = catalogue;
		this.crossings = crossings;
		this.refusals = refusals;
	}

	/** Whether every model is answered by the simulated provider. */
	boolean simulating() {
		return !this.catalogue.anyRealConfigured() && this.catalogue.find(Catalogue.SIMULATED) != null;
	}

	List<Target> simulated(@Nullable String model) {
		return List.of(new Target(Catalogue.SIMULATED, model, "local", null, SIMULATION));
	}

	/**
	 * The targets of a selection.
	 * @param call the call
	 * @param selection whom it leads to
	 * @param routed whether the route's address named them, and not the call itself
	 * @return at least one target, best first
	 */
	List<Target> of(ClientCall call, Selection selection, boolean routed) {
		List<Candidate> candidates = selection.candidates();
		if (simulating() && (candidates.isEmpty() || !isSimulated(candidates.get(0)))) {
			return simulated(candidates.isEmpty() ? call.envelope().model() : candidates.get(0).model());
		}
		String rule = selection.rule();
		List<Target> targets = targets(candidates, call.dialect(), rule, true);
		if (targets.isEmpty()) {
			targets = targets(candidates, call.dialect(), rule, false);
		}
		if (targets.isEmpty()) {
			throw refusal(call, selection);
		}
		return preferred(targets, Wishes.tier(call), routed);
	}

	private List<Target> targets(List<Candidate> candidates, Dialect dialect, String rule, boolean configured) {
		List<Target> targets = new ArrayList<>(candidates.size());
		for (Candidate candidate : candidates) {
			Provider provider = this.catalogue.find(candidate.provider());
			if (provider != null && (configured ? provider.configured() : provider.usable())
					&& ModelRoster.allows(provider, candidate.model()) && this.crossings.reaches(provider, dialect)) {
				targets
					.add(new Target(provider.name(), candidate.model(), provider.tier(), credential(provider), rule));
			}
		}
		return targets;
	}

	private @Nullable String credential(Provider provider) {
		return (this.catalogue.key(provider.name()) != null) ? provider.name() : null;
	}

	private static List<Target> preferred(List<Target> targets, @Nullable String tiers, boolean routed) {
		if (tiers != null) {
			TierPreference preference = TierPreference.parse(tiers, routed);
			targets.sort(Comparator.comparingInt((target) -> preference.rank(target.tier())));
		}
		return targets;
	}

	/**
	 * A provider that answers in another dialect is told before one that only lacks its
	 * key.
	 */
	private GatewayException refusal(ClientCall call, Selection selection) {
		String model = call.envelope().model();
		Provider locked = null;
		for (Candidate candidate : selection.candidates()) {
			Provider provider = this.catalogue.find(candidate.provider());
			if (provider != null && provider.usable() && !ModelRoster.allows(provider, candidate.model())) {
				return this.refusals.disabledModel(selection, model, provider);
			}
			if (provider != null && provider.usable()) {
				return this.refusals.otherDialect(selection, model, provider, call.dialect());
			}
			locked = (locked != null) ? locked : provider;
		}
		if (locked != null) {
			return this.refusals.noCredential(selection, model, locked);
		}
		String name = selection.candidates().isEmpty() ? "" : selection.candidates().get(0).provider();
		return this.refusals.unknownProvider(selection, model, name);
	}

	private static boolean isSimulated(Candidate candidate) {
		return candidate.provider().equals(Catalogue.SIMULATED);
	}

}
