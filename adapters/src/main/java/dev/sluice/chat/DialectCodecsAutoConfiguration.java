package dev.sluice.chat;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration that gathers the codecs. */
@AutoConfiguration
public final class DialectCodecsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	DialectCodecs sluiceDialectCodecs(ObjectProvider<DialectCodec> codecs) {
		return new DialectCodecs(codecs.orderedStream().toList());
	}

}
