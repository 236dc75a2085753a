package dev.sluice.translate;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the filter {@code AiTranslate}. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public final class TranslateAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AiTranslateGatewayFilterFactory sluiceAiTranslateGatewayFilterFactory() {
		return new AiTranslateGatewayFilterFactory();
	}

}
