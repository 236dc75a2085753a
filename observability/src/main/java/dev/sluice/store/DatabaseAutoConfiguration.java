package dev.sluice.store;

import java.util.Map;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;

/**
 * The database, when {@code sluice.store.enabled}. It opens once the server listens. No
 * connection factory becomes a bean: a host's own stays the only one.
 */
@AutoConfiguration(after = StoreAutoConfiguration.class)
@ConditionalOnBooleanProperty("sluice.store.enabled")
@EnableConfigurationProperties(StoreProperties.class)
public final class DatabaseAutoConfiguration {

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	SluiceDatabase sluiceDatabase(StoreProperties properties, SluiceHome home, HomeLock lock) {
		return new SluiceDatabase(StoreChoice.of(properties, home, lock), properties);
	}

	@Bean
	SmartLifecycle sluiceDatabaseOpening(SluiceDatabase database) {
		return new DatabaseStart(DatabaseStart.AFTER_THE_SERVER, database::open);
	}

	@Bean
	SmartLifecycle sluiceDatabaseReady(SluiceDatabase database) {
		return new DatabaseStart(DatabaseStart.BEFORE_THE_GATEWAY_IS_READY, database::awaitOpening);
	}

	@Bean
	NodeSettings sluiceDatabaseSettings(SluiceDatabase database, StoreProperties properties) {
		return () -> Map.of("sluice.store.place", database.place(), "sluice.store.connections",
				properties.connections(), "sluice.store.statement-timeout", properties.statementTimeout().toString());
	}

}
