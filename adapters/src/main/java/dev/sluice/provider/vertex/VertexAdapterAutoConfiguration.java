package dev.sluice.provider.vertex;

import java.time.Clock;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the adapter for Google Vertex AI. */
@AutoConfiguration
public final class VertexAdapterAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	VertexAdapter sluiceVertexAdapter() {
		return new VertexAdapter(Clock.systemUTC());
	}

}
