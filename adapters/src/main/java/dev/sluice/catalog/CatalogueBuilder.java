package dev.sluice.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.Secret;
import dev.sluice.catalog.Provider.AuthStyle;

/** Gathers providers for a catalogue. */
public final class CatalogueBuilder {

	/** Any name is answered; these are listed. */
	private static final List<String> SIMULATED_MODELS = List.of("simulated-chat", "simulated-embedding");

	private final Map<String, Provider> providers = new LinkedHashMap<>();

	private final Map<String, Secret> keys = new LinkedHashMap<>();

	/**
	 * Adds a provider, in the place of one of the same name.
	 * @param provider the provider
	 * @param key its credential, or null
	 * @return this
	 */
	public CatalogueBuilder add(Provider provider, @Nullable Secret key) {
		this.providers.put(provider.name(), provider);
		if (key != null) {
			this.keys.put(provider.name(), key);
		}
		else {
			this.keys.remove(provider.name());
		}
		return this;
	}

	/**
	 * Adds the simulated provider: every dialect, no credential.
	 * @param baseUrl where it listens, without {@code /v1}
	 * @return this
	 */
	public CatalogueBuilder simulated(String baseUrl) {
		List<Model> listed = SIMULATED_MODELS.stream()
			.map((id) -> new Model(id, null, -1, -1, Set.of("chat"), List.of()))
			.toList();
		return add(
				new Provider(Catalogue.SIMULATED, Catalogue.SIMULATED, Address.of("simulator address", baseUrl, "/v1"),
						"local", AuthStyle.NONE, null, true, Set.of(Dialect.values()), listed, true),
				null);
	}

	/**
	 * Makes the catalogue.
	 * @return an immutable catalogue of what was added
	 */
	public Catalogue build() {
		return new YamlCatalogue(this.providers, this.keys);
	}

}
