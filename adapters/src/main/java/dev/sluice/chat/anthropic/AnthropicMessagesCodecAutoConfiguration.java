package dev.sluice.chat.anthropic;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the codec of Anthropic's messages. */
@AutoConfiguration
public final class AnthropicMessagesCodecAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AnthropicMessagesCodec sluiceAnthropicMessagesCodec() {
		return new AnthropicMessagesCodec();
	}

}
