package dev.sluice.resolve;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.sluice.catalog.Catalogue;
import dev.sluice.provider.ProviderAdapters;
import dev.sluice.provider.ProviderAdaptersAutoConfiguration;

/** Auto-configuration of resolution and of the list of models. */
@AutoConfiguration(after = ProviderAdaptersAutoConfiguration.class)
@EnableConfigurationProperties(ModelSyncProperties.class)
public final class ResolveAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LiveModels sluiceLiveModels() {
		return new LiveModels();
	}

	@Bean
	@ConditionalOnMissingBean
	TargetResolver sluiceTargetResolver(Catalogue catalogue, ProviderAdapters adapters,
			ObjectProvider<RoutingTablesSource> tables, LiveModels live) {
		return new RuleResolver(catalogue, adapters, source(tables), live);
	}

	@Bean
	@ConditionalOnMissingBean
	ModelList sluiceModelList(Catalogue catalogue, ObjectProvider<RoutingTablesSource> tables, LiveModels live) {
		return new ModelList(catalogue, source(tables), live);
	}

	/** Without route files there are no rules: only provider prefixes lead anywhere. */
	private static RoutingTablesSource source(ObjectProvider<RoutingTablesSource> tables) {
		return tables.getIfAvailable(() -> () -> RoutingTables.EMPTY);
	}

}
