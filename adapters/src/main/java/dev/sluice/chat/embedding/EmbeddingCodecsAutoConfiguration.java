package dev.sluice.chat.embedding;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the codecs of embeddings. */
@AutoConfiguration
public final class EmbeddingCodecsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	OpenAiEmbeddingCodec sluiceOpenAiEmbeddingCodec() {
		return new OpenAiEmbeddingCodec();
	}

	@Bean
	@ConditionalOnMissingBean
	GeminiEmbeddingCodec sluiceGeminiEmbeddingCodec() {
		return new GeminiEmbeddingCodec();
	}

}
