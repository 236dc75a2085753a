package dev.sluice.declare;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.cloud.gateway.filter.factory.GatewayFilterFactory;
import org.springframework.cloud.gateway.handler.predicate.RoutePredicateFactory;

/** The predicates and filters that are registered in the application, by name. */
final class RouteFactories {

	private final Map<String, RoutePredicateFactory<?>> predicates = new TreeMap<>();

	private final Map<String, GatewayFilterFactory<?>> filters = new TreeMap<>();

	RouteFactories(Collection<? extends RoutePredicateFactory<?>> predicates,
			Collection<? extends GatewayFilterFactory<?>> filters) {
		predicates.forEach((factory) -> this.predicates.put(factory.name(), factory));
		filters.forEach((factory) -> this.filters.put(factory.name(), factory));
	}

	Map<String, RoutePredicateFactory<?>> predicates() {
		return Collections.unmodifiableMap(this.predicates);
	}

	Map<String, GatewayFilterFactory<?>> filters() {
		return Collections.unmodifiableMap(this.filters);
	}

}
