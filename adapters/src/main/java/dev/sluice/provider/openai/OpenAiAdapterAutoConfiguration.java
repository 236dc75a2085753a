package dev.sluice.provider.openai;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the adapters for OpenAI and what copies its API. */
@AutoConfiguration
public final class OpenAiAdapterAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "sluiceOpenAiAdapter")
	OpenAiAdapter sluiceOpenAiAdapter() {
		return OpenAiAdapter.ofOpenAi();
	}

	@Bean
	@ConditionalOnMissingBean(name = "sluiceOpenAiCompatibleAdapter")
	OpenAiAdapter sluiceOpenAiCompatibleAdapter() {
		return new OpenAiAdapter();
	}

}
