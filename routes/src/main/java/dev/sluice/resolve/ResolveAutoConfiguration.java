package dev.sluice.resolve;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import dev.sluice.catalog.Catalogue;
import dev.sluice.provider.ProviderAdapters;
import dev.sluice.provider.ProviderAdaptersAutoConfiguration;

/** Auto-configuration of resolution and of the list of models. */
@AutoConfiguration(after = ProviderAdaptersAutoConfiguration.class)
public final class ResolveAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	TargetResolver sluiceTargetResolver(Catalogue catalogue, ProviderAdapters adapters,
			ObjectProvider<RoutingTablesSource> tables) {
		return new RuleResolver(catalogue, adapters, source(tables));
	}

	@Bean
	@ConditionalOnMissingBean
	ModelList sluiceModelList(Catalogue catalogue, ObjectProvider<RoutingTablesSource> tables) {
		return new ModelList(catalogue, source(tables));
	}

	/** Without route files there are no rules: only provider prefixes lead anywhere. */
	private static RoutingTablesSource source(ObjectProvider<RoutingTablesSource> tables) {
		return tables.getIfAvailable(() -> () -> RoutingTables.EMPTY);
	}

}
