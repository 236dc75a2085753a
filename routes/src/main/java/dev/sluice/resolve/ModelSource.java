package dev.sluice.resolve;

import reactor.core.publisher.Mono;

import dev.sluice.catalog.Provider;

/** Asks a provider for its list of models. */
@FunctionalInterface
public interface ModelSource {

	/**
	 * Asks once.
	 * @param provider whom to ask, and in which shape it lists
	 * @return the body of its answer; an error when there is none, or it is too large or
	 * late
	 */
	Mono<byte[]> fetch(Provider provider);

}
