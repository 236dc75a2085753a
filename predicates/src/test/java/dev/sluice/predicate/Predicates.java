package dev.sluice.predicate;

import java.util.List;
import java.util.Map;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.filter.factory.GatewayFilterFactory;
import org.springframework.cloud.gateway.handler.predicate.PredicateDefinition;
import org.springframework.cloud.gateway.handler.predicate.RoutePredicateFactory;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.cloud.gateway.route.RouteDefinitionRouteLocator;
import org.springframework.cloud.gateway.support.ConfigurationService;
import org.springframework.context.ApplicationContext;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.web.server.ServerWebExchange;

/** Routes built by Spring Cloud Gateway from one predicate line. */
final class Predicates {

	private static final ApplicationContextRunner CONTEXT = new ApplicationContextRunner()
		.withUserConfiguration(PredicateAutoConfiguration.class);

	private Predicates() {
	}

	static boolean test(String line, ServerWebExchange exchange) {
		return test(new PredicateDefinition(line), exchange);
	}

	static boolean test(String name, Map<String, String> args, ServerWebExchange exchange) {
		PredicateDefinition definition = new PredicateDefinition();
		definition.setName(name);
		definition.setArgs(args);
		return test(definition, exchange);
	}

	static Route route(String line) {
		return route(new PredicateDefinition(line));
	}

	private static boolean test(PredicateDefinition definition, ServerWebExchange exchange) {
		return Boolean.TRUE.equals(Mono.from(route(definition).getPredicate().apply(exchange)).block());
	}

	private static Route route(PredicateDefinition predicate) {
		RouteDefinition definition = new RouteDefinition();
		definition.setId("tested");
		definition.setUri(java.net.URI.create("ai://auto"));
		definition.setPredicates(List.of(predicate));
		Route[] built = new Route[1];
		CONTEXT.run((context) -> built[0] = locator(context, definition).getRoutes().blockFirst());
		return built[0];
	}

	@SuppressWarnings("rawtypes")
	private static RouteDefinitionRouteLocator locator(ApplicationContext context, RouteDefinition definition) {
		List<RoutePredicateFactory> factories = List
			.copyOf(context.getBeansOfType(RoutePredicateFactory.class).values());
		ConversionService conversion = new DefaultConversionService();
		return new RouteDefinitionRouteLocator(() -> Flux.just(definition), factories, List.<GatewayFilterFactory>of(),
				new GatewayProperties(), new ConfigurationService(context, () -> conversion, () -> null));
	}

}
