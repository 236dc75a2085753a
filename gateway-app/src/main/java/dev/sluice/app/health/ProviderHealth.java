package dev.sluice.app.health;

import dev.sluice.catalog.Provider;

/** Judges whether a provider can be expected to answer. */
@FunctionalInterface
public interface ProviderHealth {

	/** What is known of providers that nobody watches: nothing speaks against them. */
	ProviderHealth ASSUMED = (provider) -> State.HEALTHY;

	/**
	 * The state of a provider.
	 * @param provider a provider that is configured
	 * @return its state
	 */
	State of(Provider provider);

	/** What a provider's state can be. */
	enum State {

		/** It answers, or nothing speaks against it. */
		HEALTHY,

		/** It answers in part or slowly. */
		DEGRADED,

		/** It does not answer. */
		UNAVAILABLE

	}

}
