package dev.sluice.strategy;

import java.util.List;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Target;

/** Orders the candidate targets of a call, best first. */
public interface RoutingStrategy {

	/**
	 * The value of {@code strategy} in a route's metadata.
	 * @return the name, in kebab case
	 */
	String name();

	/**
	 * Orders candidates. Called once per call, on an event loop.
	 * @param call the call
	 * @param candidates at least one target, in the order of the configuration
	 * @return a permutation of the candidates
	 */
	List<Target> order(ClientCall call, List<Target> candidates);

}
