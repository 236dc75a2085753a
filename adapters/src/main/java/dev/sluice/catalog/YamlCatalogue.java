package dev.sluice.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Secret;

/** The providers of the catalogue files, as one immutable snapshot. */
final class YamlCatalogue implements Catalogue {

	private final Map<String, Provider> providers;

	private final List<Provider> list;

	private final Map<String, Secret> keys;

	private final boolean anyRealConfigured;

	YamlCatalogue(Map<String, Provider> providers, Map<String, Secret> keys) {
		this.providers = new LinkedHashMap<>(providers);
		this.list = List.copyOf(providers.values());
		this.keys = Map.copyOf(keys);
		this.anyRealConfigured = Catalogue.super.anyRealConfigured();
	}

	@Override
	public @Nullable Provider find(String name) {
		return this.providers.get(name);
	}

	@Override
	public List<Provider> providers() {
		return this.list;
	}

	@Override
	public @Nullable Secret key(String provider) {
		return this.keys.get(provider);
	}

	@Override
	public boolean anyRealConfigured() {
		return this.anyRealConfigured;
	}

	@Override
	public List<String> nearest(String name) {
		return NearestNames.of(name, this.providers.keySet());
	}

}
