package dev.sluice.provider;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.CatalogueAutoConfiguration;

/** Auto-configuration that gathers the adapters. */
@AutoConfiguration(after = CatalogueAutoConfiguration.class)
public final class ProviderAdaptersAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ProviderAdapters sluiceProviderAdapters(ObjectProvider<ProviderAdapter> adapters, Catalogue catalogue) {
		return new ProviderAdapters(adapters.orderedStream().toList()).serving(catalogue);
	}

}
