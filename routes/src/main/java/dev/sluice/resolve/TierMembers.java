package dev.sluice.resolve;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.Provider;

/** The providers of a tier. The simulated provider is in none. */
final class TierMembers {

	private final Catalogue catalogue;

	private final LiveModels live;

	TierMembers(Catalogue catalogue, LiveModels live) {
		this.catalogue = catalogue;
		this.live = live;
	}

	List<Candidate> among(List<Candidate> candidates, String tier) {
		return candidates.stream().filter((candidate) -> {
			Provider provider = this.catalogue.find(candidate.provider());
			return provider != null && isMember(provider, tier);
		}).toList();
	}

	/** Those that list the model, else all. */
	List<Candidate> serving(@Nullable String model, String tier) {
		List<Provider> members = this.catalogue.providers()
			.stream()
			.filter((provider) -> isMember(provider, tier))
			.toList();
		List<Provider> listing = members.stream().filter((provider) -> lists(provider, model)).toList();
		return (listing.isEmpty() ? members : listing).stream()
			.map((provider) -> new Candidate(provider.name(), model))
			.toList();
	}

	private static boolean isMember(Provider provider, String tier) {
		return provider.tier().equalsIgnoreCase(tier) && !provider.name().equals(Catalogue.SIMULATED);
	}

	private boolean lists(Provider provider, @Nullable String model) {
		return this.live.of(provider).stream().anyMatch((known) -> known.id().equalsIgnoreCase(model));
	}

}
