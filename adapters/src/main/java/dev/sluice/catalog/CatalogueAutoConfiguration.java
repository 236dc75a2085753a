package dev.sluice.catalog;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Auto-configuration of the provider catalogue. */
@AutoConfiguration
public final class CatalogueAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Catalogue sluiceCatalogue(Environment environment, ObjectProvider<CatalogueCustomizer> customizers) {
		CatalogueBuilder builder = CatalogueFiles.load(environment::getProperty,
				CatalogueProperties.bind(environment).providers());
		String simulator = environment.getProperty("sluice.simulator.base-url");
		if (simulator != null && !simulator.isBlank()) {
			builder.simulated(simulator);
		}
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

}
