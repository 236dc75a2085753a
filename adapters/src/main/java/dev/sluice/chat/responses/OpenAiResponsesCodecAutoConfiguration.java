package dev.sluice.chat.responses;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the codec of OpenAI's responses. */
@AutoConfiguration
public final class OpenAiResponsesCodecAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	OpenAiResponsesCodec sluiceOpenAiResponsesCodec() {
		return new OpenAiResponsesCodec();
	}

}
