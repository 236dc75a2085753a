package dev.sluice.app;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.sluice.catalog.CatalogueCustomizer;
import dev.sluice.simulator.SimulatedProvider;
import dev.sluice.simulator.SimulatorOptions;

/** Starts the simulated provider on loopback and enters it into the catalogue. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SimulatorProperties.class)
class SimulatorConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "sluice.simulator.enabled", matchIfMissing = true)
	@ConditionalOnProperty(name = "sluice.simulator.base-url", matchIfMissing = true, havingValue = "none")
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

}
