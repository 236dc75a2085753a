package dev.sluice.chat.gemini;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the codec of Gemini's generateContent. */
@AutoConfiguration
public final class GeminiGenerateCodecAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	GeminiGenerateCodec sluiceGeminiGenerateCodec() {
		return new GeminiGenerateCodec();
	}

}
