package dev.sluice.chat.completions;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the codec of OpenAI's legacy completions. */
@AutoConfiguration
public final class OpenAiCompletionsCodecAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	OpenAiCompletionsCodec sluiceOpenAiCompletionsCodec() {
		return new OpenAiCompletionsCodec();
	}

}
