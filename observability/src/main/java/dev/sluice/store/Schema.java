package dev.sluice.store;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings the tables up to date, with a Flyway of our own that a host's knows nothing of.
 */
final class Schema {

	private static final String HISTORY = "sluice_schema_history";

	private Schema() {
	}

	/**
	 * Applies what is missing. Blocks. Several nodes may do so at once: one applies, the
	 * others wait.
	 * @param vendor the database
	 */
	static void migrate(SqlVendor vendor) {
		SqlVendor.JdbcAddress jdbc = vendor.jdbc();
		FluentConfiguration flyway = Flyway.configure(Schema.class.getClassLoader())
			.dataSource(jdbc.url(), jdbc.user(), jdbc.password())
			.table(HISTORY)
			.locations("classpath:dev/sluice/db/" + vendor.name())
			.validateMigrationNaming(true)
			.connectRetries(0)
			.cleanDisabled(true);
		if (!jdbc.schema().isEmpty()) {
			flyway.schemas(jdbc.schema()).createSchemas(true);
		}
		flyway.load().migrate();
	}

}
