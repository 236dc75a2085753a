package dev.sluice.resolve;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.sluice.catalog.Catalogue;
import dev.sluice.chat.DialectCodecs;
import dev.sluice.chat.Passages;
import dev.sluice.chat.DialectCodecsAutoConfiguration;
import dev.sluice.provider.ProviderAdapters;
import dev.sluice.provider.ProviderAdaptersAutoConfiguration;

/** Auto-configuration of resolution and of the list of models. */
@AutoConfiguration(after = { ProviderAdaptersAutoConfiguration.class, DialectCodecsAutoConfiguration.class })
@EnableConfigurationProperties(ModelSyncProperties.class)
public final class ResolveAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Crossings sluiceCrossings(ObjectProvider<DialectCodecs> chats, ObjectProvider<Passages> operations,
			ProviderAdapters adapters) {
		return new Crossings(chats.getIfAvailable(() -> new DialectCodecs(List.of())),
				operations.orderedStream().toList(), adapters);
	}

	@Bean
	@ConditionalOnMissingBean
	LiveModels sluiceLiveModels() {
		return new LiveModels();
	}

	@Bean
	@ConditionalOnMissingBean
	TargetResolver sluiceTargetResolver(Catalogue catalogue, Crossings crossings,
			ObjectProvider<RoutingTablesSource> tables, LiveModels live) {
		return new RuleResolver(catalogue, crossings, source(tables), live);
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
