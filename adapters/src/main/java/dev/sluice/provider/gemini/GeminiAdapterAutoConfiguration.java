package dev.sluice.provider.gemini;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the adapter for Gemini. */
@AutoConfiguration
public final class GeminiAdapterAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	GeminiAdapter sluiceGeminiAdapter() {
		return new GeminiAdapter();
	}

}
