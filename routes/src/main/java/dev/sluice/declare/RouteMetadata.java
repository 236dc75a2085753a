package dev.sluice.declare;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.springframework.cloud.gateway.route.Route;

import dev.sluice.dispatch.Clocks;
import dev.sluice.dispatch.RoutePlan;
import dev.sluice.predicate.Nearest;

/** Checks the settings of a route that are ours; all others are passed on as they are. */
final class RouteMetadata {

	static final String STRATEGY = "strategy";

	static final String ATTEMPTS = "attempts";

	/** Our keys, and what each means. */
	static final Map<String, String> KEYS = Map.of("connect-timeout",
			"How long a connection to the provider may take, per attempt, such as 5s.", "first-event-timeout",
			"How long the first content byte may take from sending, per attempt, such as 60s.",
			"between-events-timeout", "How long a stream may be silent between two whole events, such as 60s.",
			"whole-reply-timeout",
			"How long a reply that is not streamed may take to its end, per attempt, such as 10m.", "total-timeout",
			"How long the call may take with all its attempts, such as 15m.", ATTEMPTS,
			"How many attempts one call may make, from 1 to 20.", STRATEGY,
			"In which order targets are tried: the name of a routing strategy.");

	/** Keys of the gateway itself that resemble ours. */
	private static final List<String> FOREIGN = List.of("response-timeout");

	private final Collection<String> strategies;

	private final Clocks defaults;

	RouteMetadata(Collection<String> strategies, Clocks defaults) {
		this.strategies = strategies;
		this.defaults = defaults;
	}

	Collection<String> strategies() {
		return this.strategies;
	}

	RoutePlan plan(Route route) {
		return RoutePlan.of(route, this.defaults);
	}

	void check(RouteEntry entry, Route route, Problems problems) {
		entry.metadataPlaces().forEach((key, place) -> {
			Object value = entry.metadata().get(key);
			if (KEYS.containsKey(key) && value != null) {
				check(key, value, place, route, problems);
			}
			else if (resemblesOurs(key)) {
				problems.unknown(place, "setting", key, KEYS.keySet());
			}
		});
	}

	private void check(String key, Object value, Place place, Route route, Problems problems) {
		if (key.equals(STRATEGY)) {
			if (!this.strategies.contains(value.toString())) {
				problems.unknown(place, "strategy", value.toString(), this.strategies);
			}
			return;
		}
		try {
			plan(Route.async()
				.id(route.getId())
				.uri(route.getUri())
				.asyncPredicate(route.getPredicate())
				.metadata(key, value)
				.build());
		}
		catch (NumberFormatException ex) {
			problems.add(place, "'" + key + "' must be a whole number, but is '" + value + "'");
		}
		catch (IllegalArgumentException ex) {
			problems.add(place, "'" + key + "' cannot be '" + value + "': " + ex.getMessage()
					+ (key.endsWith("timeout") ? "; write a duration such as 30s or 5m" : ""));
		}
	}

	private static boolean resemblesOurs(String key) {
		return !FOREIGN.contains(key) && KEYS.keySet().stream().anyMatch((ours) -> Nearest.distance(key, ours) <= 2);
	}

}
