package dev.sluice.chat.ollama;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the codec of Ollama's chat. */
@AutoConfiguration
public final class OllamaChatCodecAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	OllamaChatCodec sluiceOllamaChatCodec() {
		return new OllamaChatCodec();
	}

}
