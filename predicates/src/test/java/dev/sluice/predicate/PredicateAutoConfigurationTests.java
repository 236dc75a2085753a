package dev.sluice.predicate;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.gateway.handler.predicate.RoutePredicateFactory;

import static org.assertj.core.api.Assertions.assertThat;

class PredicateAutoConfigurationTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PredicateAutoConfiguration.class));

	@Test
	@SuppressWarnings({ "rawtypes", "unchecked" })
	void registersAllPredicatesUnderTheirNames() {
		this.contexts.run((context) -> assertThat(context.getBeansOfType(RoutePredicateFactory.class).values())
			.extracting(RoutePredicateFactory::name)
			.containsExactlyInAnyOrder("AiDialect", "AiModel", "AiOperation", "AiProvider", "AiStreaming", "AiTier"));
	}

	@Test
	void leavesOutWhatIsSwitchedOff() {
		this.contexts.withPropertyValues("spring.cloud.gateway.server.webflux.predicate.ai-model.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(AiModelRoutePredicateFactory.class)
				.hasSingleBean(AiTierRoutePredicateFactory.class));
	}

}
