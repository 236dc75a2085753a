package dev.sluice.provider.anthropic;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the adapter for Anthropic. */
@AutoConfiguration
public final class AnthropicAdapterAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AnthropicAdapter sluiceAnthropicAdapter() {
		return new AnthropicAdapter();
	}

}
