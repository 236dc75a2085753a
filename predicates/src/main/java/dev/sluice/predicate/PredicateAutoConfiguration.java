package dev.sluice.predicate;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.cloud.gateway.config.GatewayAutoConfiguration;
import org.springframework.cloud.gateway.config.conditional.ConditionalOnEnabledPredicate;
import org.springframework.context.annotation.Bean;

/**
 * Registers the predicates over model calls. Each can be switched off by
 * {@code spring.cloud.gateway.server.webflux.predicate.ai-….enabled=false}.
 */
@AutoConfiguration(before = GatewayAutoConfiguration.class)
@ConditionalOnProperty(name = "spring.cloud.gateway.server.webflux.enabled", matchIfMissing = true)
public class PredicateAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnEnabledPredicate
	AiDialectRoutePredicateFactory sluiceAiDialectRoutePredicateFactory() {
		return new AiDialectRoutePredicateFactory();
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnEnabledPredicate
	AiModelRoutePredicateFactory sluiceAiModelRoutePredicateFactory() {
		return new AiModelRoutePredicateFactory();
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnEnabledPredicate
	AiOperationRoutePredicateFactory sluiceAiOperationRoutePredicateFactory() {
		return new AiOperationRoutePredicateFactory();
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnEnabledPredicate
	AiProviderRoutePredicateFactory sluiceAiProviderRoutePredicateFactory() {
		return new AiProviderRoutePredicateFactory();
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnEnabledPredicate
	AiStreamingRoutePredicateFactory sluiceAiStreamingRoutePredicateFactory() {
		return new AiStreamingRoutePredicateFactory();
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnEnabledPredicate
	AiTierRoutePredicateFactory sluiceAiTierRoutePredicateFactory() {
		return new AiTierRoutePredicateFactory();
	}

}
