package dev.sluice.chat.embedding;

import java.util.List;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import dev.sluice.chat.operation.OperationCodecs;

/** Auto-configuration of the codecs of embeddings. */
@AutoConfiguration
public final class EmbeddingCodecsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "sluiceEmbeddingCodecs")
	OperationCodecs<EmbeddingRequest, EmbeddingAnswer> sluiceEmbeddingCodecs() {
		return new OperationCodecs<>(
				List.of(new GeminiEmbeddingCodec(), new OllamaEmbeddingCodec(), new OpenAiEmbeddingCodec()));
	}

}
