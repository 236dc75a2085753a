package dev.sluice.capability;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of what is known about models. */
@AutoConfiguration
public final class CapabilityAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ModelCapabilities sluiceModelCapabilities() {
		return ModelCapabilities.load();
	}

}
