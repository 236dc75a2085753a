package dev.sluice.declare;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

import org.springframework.cloud.gateway.filter.FilterDefinition;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.handler.AsyncPredicate;
import org.springframework.cloud.gateway.handler.predicate.PredicateDefinition;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.cloud.gateway.support.Configurable;
import org.springframework.cloud.gateway.support.ShortcutConfigurable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.web.server.ServerWebExchange;

import dev.sluice.dispatch.RoutePlan;
import dev.sluice.resolve.AiUri;

/**
 * Builds the routes of a set. Unlike the gateway's own locator it adds no default filters
 * of the host, and tells which line cannot be built.
 */
final class RouteAssembly {

	private final RouteFactories factories;

	private final FactoryBinding binding;

	private final RouteMetadata metadata;

	RouteAssembly(RouteFactories factories, FactoryBinding binding, RouteMetadata metadata) {
		this.factories = factories;
		this.binding = binding;
		this.metadata = metadata;
	}

	/**
	 * What was published while building.
	 * @return events to publish when the routes are applied
	 */
	List<Object> drainEvents() {
		return this.binding.drainEvents();
	}

	/**
	 * Builds one route.
	 * @param entry its declaration
	 * @param definition filled with what the route is made of, to compare it with others
	 * @param problems where to report what is wrong
	 * @return the route, or null when it cannot be built
	 */
	@Nullable Route assemble(RouteEntry entry, RouteDefinition definition, Problems problems) {
		int before = problems.count();
		List<AsyncPredicate<ServerWebExchange>> predicates = predicates(entry, definition, problems);
		List<GatewayFilter> filters = filters(entry, definition, problems);
		URI uri = (entry.uri() != null) ? RouteUri.parse(entry.uri(), problems) : null;
		if (uri == null || problems.count() > before) {
			return null;
		}
		definition.setId(entry.id());
		definition.setUri(uri);
		definition.setOrder((entry.order() != null) ? entry.order() : 0);
		definition.setMetadata(entry.metadata());
		Route route = Route.async(definition).asyncPredicate(new AllOf(predicates)).replaceFilters(filters).build();
		if (!AiUri.SCHEME.equals(uri.getScheme())) {
			return route;
		}
		this.metadata.check(entry, route, problems);
		return (problems.count() > before) ? null : planned(definition, route);
	}

	private Route planned(RouteDefinition definition, Route route) {
		return Route.async(definition)
			.asyncPredicate(route.getPredicate())
			.replaceFilters(new ArrayList<>(route.getFilters()))
			.metadata(RoutePlan.class.getName(), this.metadata.plan(route))
			.build();
	}

	private List<AsyncPredicate<ServerWebExchange>> predicates(RouteEntry entry, RouteDefinition definition,
			Problems problems) {
		List<AsyncPredicate<ServerWebExchange>> built = new ArrayList<>();
		for (FactoryLine line : entry.predicates()) {
			AsyncPredicate<ServerWebExchange> predicate = build("predicate", line, this.factories.predicates(),
					problems, (factory, args) -> {
						PredicateDefinition part = new PredicateDefinition();
						part.setName(line.name());
						part.setArgs(args);
						definition.getPredicates().add(part);
						return this.binding.predicate(entry.id(), factory, args);
					});
			if (predicate != null) {
				built.add(predicate);
			}
		}
		return built;
	}

	private List<GatewayFilter> filters(RouteEntry entry, RouteDefinition definition, Problems problems) {
		List<GatewayFilter> built = new ArrayList<>();
		int position = 0;
		for (FactoryLine line : entry.filters()) {
			position++;
			GatewayFilter filter = build("filter", line, this.factories.filters(), problems, (factory, args) -> {
				FilterDefinition part = new FilterDefinition();
				part.setName(line.name());
				part.setArgs(args);
				definition.getFilters().add(part);
				return this.binding.filter(entry.id(), factory, args);
			});
			if (filter != null) {
				built.add((filter instanceof Ordered) ? filter : new OrderedGatewayFilter(filter, position));
			}
		}
		AnnotationAwareOrderComparator.sort(built);
		return built;
	}

	private <F extends ShortcutConfigurable & Configurable<?>, T> @Nullable T build(String what, FactoryLine line,
			Map<String, F> registered, Problems problems, BiFunction<F, Map<String, String>, T> builder) {
		F factory = registered.get(line.name());
		if (factory == null) {
			problems.unknown(line.place(), what, line.name(), registered.keySet());
			return null;
		}
		int before = problems.count();
		Map<String, String> args = FactoryArguments.of(line, factory, problems);
		if (problems.count() > before) {
			return null;
		}
		try {
			return builder.apply(factory, args);
		}
		catch (RuntimeException ex) {
			problems.add(line.place(), line.name() + " cannot be built: " + FailureText.of(ex));
			return null;
		}
	}

}
