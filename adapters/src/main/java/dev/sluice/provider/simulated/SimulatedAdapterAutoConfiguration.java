package dev.sluice.provider.simulated;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the adapter for the simulated provider. */
@AutoConfiguration
public final class SimulatedAdapterAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SimulatedAdapter sluiceSimulatedAdapter() {
		return new SimulatedAdapter();
	}

}
