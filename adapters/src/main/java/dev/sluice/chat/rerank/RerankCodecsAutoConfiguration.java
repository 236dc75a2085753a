package dev.sluice.chat.rerank;

import java.util.List;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import dev.sluice.call.Dialect;
import dev.sluice.chat.operation.OperationCodecs;

/** Auto-configuration of the codecs of rerankings. */
@AutoConfiguration
public final class RerankCodecsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "sluiceRerankCodecs")
	OperationCodecs<RerankRequest, RerankAnswer> sluiceRerankCodecs() {
		RerankCodec common = new RerankCodec(Dialect.OPENAI_RERANK, RerankWords.COMMON);
		return new OperationCodecs<>(List.of(common),
				List.of(common, new RerankCodec(Dialect.VOYAGE_RERANK, RerankWords.VOYAGE),
						new RerankCodec(Dialect.TEI_RERANK, RerankWords.TEI)));
	}

}
