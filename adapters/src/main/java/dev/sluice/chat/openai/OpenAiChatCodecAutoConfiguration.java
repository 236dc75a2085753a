package dev.sluice.chat.openai;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the codec of OpenAI's chat completions. */
@AutoConfiguration
public final class OpenAiChatCodecAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	OpenAiChatCodec sluiceOpenAiChatCodec() {
		return new OpenAiChatCodec();
	}

}
