package dev.sluice.price;

import java.util.Locale;
import java.util.Map;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.CatalogueAutoConfiguration;
import dev.sluice.store.NodeSettings;

/** The price book. */
@AutoConfiguration(after = CatalogueAutoConfiguration.class)
@EnableConfigurationProperties(PriceProperties.class)
public final class PriceAutoConfiguration {

	@Bean
	@ConditionalOnBean(Catalogue.class)
	@ConditionalOnMissingBean
	PriceBook sluicePriceBook(Catalogue catalogue, PriceProperties properties) {
		return new PriceBookBuilder(catalogue, properties).build();
	}

	@Bean
	NodeSettings sluicePriceSettings(PriceProperties properties) {
		return () -> Map.of("sluice.prices.unknown", properties.unknown().name().toLowerCase(Locale.ROOT));
	}

}
