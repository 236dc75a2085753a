package dev.sluice.provider.replicate;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the adapter for Replicate. */
@AutoConfiguration
public final class ReplicateAdapterAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ReplicateAdapter sluiceReplicateAdapter() {
		return new ReplicateAdapter();
	}

}
