package dev.sluice.resolve;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import dev.sluice.catalog.Catalogue;

/** Auto-configuration of the timer that asks providers for their models. */
@AutoConfiguration(after = ResolveAutoConfiguration.class, afterName = "dev.sluice.dispatch.DispatchAutoConfiguration")
public final class ModelSyncAutoConfiguration {

	@Bean
	@ConditionalOnBean(ModelSource.class)
	@ConditionalOnMissingBean
	ModelSync sluiceModelSync(Catalogue catalogue, LiveModels live, ModelSource source,
			ModelSyncProperties properties) {
		return new ModelSync(catalogue, live, source, properties);
	}

}
