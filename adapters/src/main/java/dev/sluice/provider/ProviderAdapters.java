package dev.sluice.provider;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.Provider;

/** The adapters of all provider types. */
public final class ProviderAdapters {

	private final Map<String, ProviderAdapter> byType = new HashMap<>();

	/**
	 * Gathers adapters.
	 * @param adapters one per type
	 * @throws IllegalArgumentException when two have the same type
	 */
	public ProviderAdapters(Collection<? extends ProviderAdapter> adapters) {
		for (ProviderAdapter adapter : adapters) {
			ProviderAdapter other = this.byType.put(adapter.type(), adapter);
			if (other != null) {
				throw new IllegalArgumentException("Two adapters have the type '" + adapter.type() + "': "
						+ other.getClass().getName() + " and " + adapter.getClass().getName() + ". Keep one of them.");
			}
		}
	}

	/**
	 * The adapter of a provider.
	 * @param provider a catalogue entry
	 * @return the adapter of its type
	 * @throws IllegalStateException when there is none
	 */
	public ProviderAdapter of(Provider provider) {
		ProviderAdapter adapter = this.byType.get(provider.type());
		if (adapter == null) {
			throw new IllegalStateException("Provider '" + provider.name() + "' has the type '" + provider.type()
					+ "', which no adapter serves. Use one of " + new TreeSet<>(this.byType.keySet()) + ".");
		}
		return adapter;
	}

	/**
	 * Makes sure, at start, that every provider has its adapter, and that those that are
	 * configured can work.
	 * @param catalogue the providers
	 * @return this
	 * @throws IllegalStateException naming the first provider without one
	 */
	public ProviderAdapters serving(Catalogue catalogue) {
		for (Provider provider : catalogue.providers()) {
			ProviderAdapter adapter = of(provider);
			if (provider.configured()) {
				adapter.prepare(provider, catalogue.key(provider.name()));
			}
		}
		return this;
	}

}
