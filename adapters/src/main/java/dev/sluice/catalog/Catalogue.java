package dev.sluice.catalog;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Secret;

/** The providers that this gateway knows. */
public interface Catalogue {

	/** The name of the simulated provider. */
	String SIMULATED = "simulated";

	/**
	 * Finds a provider.
	 * @param name its name, exactly
	 * @return the provider, or null
	 */
	@Nullable Provider find(String name);

	/**
	 * All providers, in the order of the catalogue.
	 * @return an immutable list
	 */
	List<Provider> providers();

	/**
	 * The credential of a provider.
	 * @param provider a provider's name
	 * @return the credential, or null when it has none
	 */
	@Nullable Secret key(String provider);

	/**
	 * Whether the operator configured any provider that really answers.
	 * @return false while everything should go to the simulated provider
	 */
	default boolean anyRealConfigured() {
		return providers().stream().anyMatch((provider) -> provider.configured() && !provider.name().equals(SIMULATED));
	}

	/**
	 * The names nearest to a misspelt one.
	 * @param name what was asked for
	 * @return at most three names, nearest first
	 */
	List<String> nearest(String name);

}
