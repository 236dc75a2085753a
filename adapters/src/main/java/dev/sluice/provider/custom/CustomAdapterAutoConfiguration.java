package dev.sluice.provider.custom;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the adapter for described APIs. */
@AutoConfiguration
public final class CustomAdapterAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	CustomAdapter sluiceCustomAdapter() {
		return new CustomAdapter();
	}

}
