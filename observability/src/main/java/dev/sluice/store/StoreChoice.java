package dev.sluice.store;

import java.util.List;

import org.springframework.util.ClassUtils;

/** Chooses the database by its address, and says which jars it wants. */
final class StoreChoice {

	private static final List<String> H2 = List.of("org.h2.Driver", "io.r2dbc.h2.H2ConnectionFactory");

	private static final List<String> POSTGRES = List.of("org.postgresql.Driver",
			"io.r2dbc.postgresql.PostgresqlConnectionFactory",
			"org.flywaydb.database.postgresql.PostgreSQLDatabaseType");

	private StoreChoice() {
	}

	static SqlVendor of(StoreProperties properties, SluiceHome home, HomeLock lock) {
		PostgresAddress address = properties.address();
		if (address != null) {
			require(POSTGRES, "org.postgresql:postgresql, org.postgresql:r2dbc-postgresql and "
					+ "org.flywaydb:flyway-database-postgresql");
			return new Postgres(address, properties);
		}
		require(H2, "com.h2database:h2 and io.r2dbc:r2dbc-h2");
		lock.require("the database");
		return new H2File(home.directory("data"), properties.connections(), properties.statementTimeout());
	}

	private static void require(List<String> classes, String jars) {
		if (!classes.stream().allMatch((name) -> ClassUtils.isPresent(name, StoreChoice.class.getClassLoader()))) {
			throw new IllegalStateException("The database needs " + jars + " on the class path. Add them, or set "
					+ "sluice.store.enabled to false.");
		}
	}

}
