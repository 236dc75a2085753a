package dev.sluice.dispatch;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.springframework.cloud.gateway.route.Route;

/**
 * The plans of {@code ai:} routes. Declared routes carry theirs in their metadata; those
 * of a host application are parsed at their first call.
 */
class RoutePlans {

	/** The metadata key under which declared routes carry their plan. */
	static final String KEY = RoutePlan.class.getName();

	private static final int LIMIT = 10_000;

	private final Clocks defaults;

	private final ConcurrentMap<Route, RoutePlan> plans = new ConcurrentHashMap<>();

	RoutePlans(Clocks defaults) {
		this.defaults = defaults;
	}

	RoutePlan of(Route route) {
		if (route.getMetadata().get(KEY) instanceof RoutePlan declared) {
			return declared;
		}
		RoutePlan known = this.plans.get(route);
		return (known != null) ? known : parse(route);
	}

	private RoutePlan parse(Route route) {
		RoutePlan plan = RoutePlan.of(route, this.defaults);
		if (this.plans.size() >= LIMIT) {
			this.plans.clear();
		}
		this.plans.put(route, plan);
		return plan;
	}

}
