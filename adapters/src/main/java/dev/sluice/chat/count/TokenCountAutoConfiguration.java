package dev.sluice.chat.count;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import dev.sluice.chat.DialectCodecs;
import dev.sluice.chat.DialectCodecsAutoConfiguration;

/** Auto-configuration of the codecs of token counts. */
@AutoConfiguration(after = DialectCodecsAutoConfiguration.class)
public final class TokenCountAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	TokenCountCodecs sluiceTokenCountCodecs(DialectCodecs chats) {
		return new TokenCountCodecs(chats);
	}

}
