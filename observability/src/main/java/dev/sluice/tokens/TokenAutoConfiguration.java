package dev.sluice.tokens;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Counting of tokens. */
@AutoConfiguration
public final class TokenAutoConfiguration {

	@Bean(destroyMethod = "dispose")
	CountingThreads sluiceCountingThreads() {
		return new CountingThreads();
	}

	@Bean
	@ConditionalOnMissingBean
	TokenCounter sluiceTokenCounter(CountingThreads threads) {
		return new EncodingTokenCounter(threads.scheduler());
	}

}
