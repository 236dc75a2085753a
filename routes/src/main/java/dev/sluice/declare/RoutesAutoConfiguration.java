package dev.sluice.declare;

import java.nio.file.Path;
import java.time.Instant;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.gateway.config.GatewayAutoConfiguration;
import org.springframework.cloud.gateway.filter.factory.GatewayFilterFactory;
import org.springframework.cloud.gateway.handler.predicate.RoutePredicateFactory;
import org.springframework.cloud.gateway.support.ConfigurationService;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.env.Environment;
import org.springframework.validation.Validator;

import dev.sluice.catalog.Catalogue;
import dev.sluice.dispatch.Clocks;
import dev.sluice.record.EventPublisher;
import dev.sluice.record.GatewayEvent.RoutesChanged;
import dev.sluice.resolve.RoutingTablesSource;
import dev.sluice.strategy.RoutingStrategy;
import dev.sluice.strategy.StrategyAutoConfiguration;

/** Loads, watches and checks route files. */
@AutoConfiguration(after = { GatewayAutoConfiguration.class, StrategyAutoConfiguration.class })
@ConditionalOnClass(name = "org.springframework.web.reactive.DispatcherHandler")
@ConditionalOnProperty(name = "spring.cloud.gateway.server.webflux.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RoutesProperties.class)
public class RoutesAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RouteFolder sluiceRouteFolder(RoutesProperties properties, Environment environment) {
		return new RouteFolder(properties.folderIn(Path.of(environment.getProperty("sluice.home", "./.sluice"))));
	}

	@Bean
	@ConditionalOnMissingBean
	ProviderNames sluiceProviderNames(ObjectProvider<Catalogue> catalogue) {
		Catalogue known = catalogue.getIfAvailable();
		return (known != null) ? ProviderNames.of(known) : ProviderNames.ANY;
	}

	@Bean
	@ConditionalOnMissingBean
	RouteFactories sluiceRouteFactories(ObjectProvider<RoutePredicateFactory<?>> predicates,
			ObjectProvider<GatewayFilterFactory<?>> filters) {
		return new RouteFactories(predicates.orderedStream().toList(), filters.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	RouteMetadata sluiceRouteMetadata(ObjectProvider<RoutingStrategy> strategies, ObjectProvider<Clocks> clocks) {
		return new RouteMetadata(strategies.orderedStream().map(RoutingStrategy::name).toList(),
				clocks.getIfUnique(() -> Clocks.DEFAULT));
	}

	@Bean
	@ConditionalOnMissingBean
	RouteCompiler sluiceRouteCompiler(RoutesProperties properties, RouteFactories factories, RouteMetadata metadata,
			ProviderNames providers, BeanFactory beanFactory,
			@Qualifier("webFluxConversionService") ObjectProvider<ConversionService> conversion,
			ObjectProvider<Validator> validator) {
		FactoryBinding binding = new FactoryBinding(
				new ConfigurationService(beanFactory, conversion::getIfAvailable, validator::getIfUnique));
		return new RouteCompiler(new RouteAssembly(factories, binding, metadata), providers,
				properties.bundled() ? BundledRoutes.read() : RouteFile.EMPTY);
	}

	/** Last among the locators, so that the host's own routes of equal order win. */
	@Bean
	@Order
	@ConditionalOnMissingBean
	DeclaredRoutes sluiceDeclaredRoutes(RouteFolder folder, RouteCompiler compiler, ApplicationEventPublisher publisher,
			ObjectProvider<EventPublisher> events) {
		return new DeclaredRoutes(folder, compiler, publisher,
				(applied, routes, problems) -> events
					.ifAvailable((watched) -> watched.publish(new RoutesChanged(Instant.now(), applied, routes,
							problems.stream().map(Problem::toString).toList()))));
	}

	@Bean
	@ConditionalOnMissingBean
	RoutingTablesSource sluiceRoutingTables(DeclaredRoutes routes) {
		return routes::tables;
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnProperty(name = "sluice.routes.watch", matchIfMissing = true)
	RouteFolderWatcher sluiceRouteFolderWatcher(RouteFolder folder, DeclaredRoutes routes,
			RoutesProperties properties) {
		return new RouteFolderWatcher(folder, routes, properties.quietPeriod(), properties.pollInterval());
	}

	@Bean
	@ConditionalOnMissingBean
	RouteFileCheck sluiceRouteFileCheck(RouteFolder folder, RouteCompiler compiler) {
		return new RouteFileCheck(folder, compiler);
	}

	@Bean
	@ConditionalOnMissingBean
	RouteSchema sluiceRouteSchema(RouteFactories factories, RouteMetadata metadata) {
		return new RouteSchema(factories, metadata);
	}

}
