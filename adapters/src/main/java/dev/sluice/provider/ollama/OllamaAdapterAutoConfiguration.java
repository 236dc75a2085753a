package dev.sluice.provider.ollama;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the adapter for Ollama. */
@AutoConfiguration
public final class OllamaAdapterAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	OllamaAdapter sluiceOllamaAdapter() {
		return new OllamaAdapter();
	}

}
