package dev.sluice.provider.azure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the adapter for Azure OpenAI. */
@AutoConfiguration
public final class AzureAdapterAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AzureAdapter sluiceAzureAdapter() {
		return new AzureAdapter();
	}

}
