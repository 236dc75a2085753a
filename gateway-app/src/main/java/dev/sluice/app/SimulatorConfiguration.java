package dev.sluice.app;

import java.util.Objects;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

import dev.sluice.catalog.CatalogueCustomizer;
import dev.sluice.simulator.SimulatedProvider;
import dev.sluice.simulator.SimulatorOptions;

/**
 * Enters the simulated provider into the catalogue, and starts it on loopback unless one
 * runs elsewhere.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SimulatorProperties.class)
@ConditionalOnProperty(name = "sluice.simulator.enabled", matchIfMissing = true)
class SimulatorConfiguration {

	@Configuration(proxyBeanMethods = false)
	@Conditional(NoAddress.class)
	static class InProcess {

		@Bean
		SimulatedProvider simulatedProvider() {
			return SimulatedProvider.start(SimulatorOptions.atReadingSpeed());
		}

		@Bean
		CatalogueCustomizer simulatedProviderEntry(SimulatedProvider simulated) {
			return (catalogue) -> catalogue.simulated(simulated.baseUrl());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty("sluice.simulator.base-url")
	static class Elsewhere {

		@Bean
		CatalogueCustomizer simulatedProviderEntry(SimulatorProperties properties) {
			String address = Objects.requireNonNull(properties.baseUrl());
			return (catalogue) -> catalogue.simulated(address);
		}

	}

	static class NoAddress extends NoneNestedConditions {

		NoAddress() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		@ConditionalOnProperty("sluice.simulator.base-url")
		static class Address {

		}

	}

}
