package dev.sluice.declare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.cloud.gateway.event.FilterArgsEvent;
import org.springframework.cloud.gateway.event.PredicateArgsEvent;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.GatewayFilterFactory;
import org.springframework.cloud.gateway.handler.AsyncPredicate;
import org.springframework.cloud.gateway.handler.predicate.RoutePredicateFactory;
import org.springframework.cloud.gateway.support.ConfigurationService;
import org.springframework.cloud.gateway.support.HasRouteId;
import org.springframework.web.server.ServerWebExchange;

/**
 * Binds arguments to factories as Spring Cloud Gateway does. What it would publish at
 * once is kept until the routes are applied, so that a refused file leaves no trace.
 */
final class FactoryBinding {

	private final ConfigurationService configuration;

	private final List<Object> events = new ArrayList<>();

	/**
	 * Creates a binding.
	 * @param configuration binds; its publisher is replaced, so nobody else may use it
	 */
	FactoryBinding(ConfigurationService configuration) {
		this.configuration = configuration;
		this.configuration.setApplicationEventPublisher(this.events::add);
	}

	<C> AsyncPredicate<ServerWebExchange> predicate(String route, RoutePredicateFactory<C> factory,
			Map<String, String> args) {
		C config = this.configuration.with(factory)
			.name(factory.name())
			.properties(args)
			.eventFunction((bound, properties) -> new PredicateArgsEvent(this, route, properties))
			.bind();
		return factory.applyAsync(config);
	}

	<C> GatewayFilter filter(String route, GatewayFilterFactory<C> factory, Map<String, String> args) {
		C config = this.configuration.with(factory)
			.name(factory.name())
			.properties(args)
			.eventFunction((bound, properties) -> new FilterArgsEvent(this, route, properties))
			.bind();
		if (config instanceof HasRouteId hasRouteId) {
			hasRouteId.setRouteId(route);
		}
		return factory.apply(config);
	}

	/**
	 * Hands over what was kept.
	 * @return the events since the last time
	 */
	List<Object> drainEvents() {
		List<Object> drained = List.copyOf(this.events);
		this.events.clear();
		return drained;
	}

}
