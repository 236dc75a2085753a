package dev.sluice.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.sluice.catalog.Model;
import dev.sluice.catalog.Provider;

/**
 * The models of every provider: those of the catalogue, then those that the provider
 * listed last. What was listed once stays until the provider lists anew.
 */
final class LiveModels {

	private volatile Map<String, List<Model>> listed = Map.of();

	/**
	 * The models that may be used.
	 * @param provider who serves them
	 * @return those of the catalogue first
	 */
	List<Model> of(Provider provider) {
		List<Model> live = this.listed.getOrDefault(provider.name(), List.of());
		List<Model> all = new ArrayList<>(provider.models().size() + live.size());
		Set<String> seen = new HashSet<>();
		for (List<Model> some : List.of(provider.models(), live)) {
			for (Model model : some) {
				if (provider.traits().selection().allows(model.id()) && seen.add(model.id())) {
					all.add(model);
				}
			}
		}
		return all;
	}

	/** Whether the provider answered since the start. */
	boolean knows(Provider provider) {
		return this.listed.containsKey(provider.name());
	}

	/** Changes whenever any list does. */
	Object version() {
		return this.listed;
	}

	synchronized void put(String provider, List<Model> models) {
		if (!models.equals(this.listed.get(provider))) {
			Map<String, List<Model>> changed = new HashMap<>(this.listed);
			changed.put(provider, models);
			this.listed = Map.copyOf(changed);
		}
	}

}
