package dev.sluice.store;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The database in which money and configuration live.
 *
 * @param enabled Whether this node keeps a database. The ready gateway does; a host that
 * only added the jars does not, and nothing of it is opened, until this is true.
 * @param url Where PostgreSQL is, as
 * postgres://USER:PASSWORD@HOST:5432/DATABASE?sslmode=require or as a jdbc: URL. Empty or
 * "local" keeps an H2 database in the home folder. The ready gateway reads SQL_DSN or
 * DATABASE_URL too.
 * @param username The user, when the URL has none.
 * @param password The password, when the URL has none.
 * @param schema The PostgreSQL schema of our tables, made when missing.
 * @param connections The most connections held at once, 2 to 64.
 * @param connectTimeout The longest time to connect.
 * @param statementTimeout The longest time that a statement or a transaction may take.
 */
@ConfigurationProperties(prefix = "sluice.store", ignoreUnknownFields = false)
record StoreProperties(@DefaultValue("false") boolean enabled, @Nullable String url, @Nullable String username,
		@Nullable String password, @DefaultValue("sluice") String schema, @DefaultValue("8") int connections,
		@DefaultValue("3s") Duration connectTimeout, @DefaultValue("10s") Duration statementTimeout) {

	StoreProperties {
		if (connections < 2 || connections > 64) {
			throw new IllegalArgumentException("sluice.store.connections is " + connections + "; set 2 to 64.");
		}
		if (!schema.matches("[a-z_][a-z0-9_]{0,62}")) {
			throw new IllegalArgumentException(
					"sluice.store.schema is not a lower-case name of letters, digits and _: " + schema);
		}
	}

	/** The address, or null for the file in the home folder. */
	@Nullable PostgresAddress address() {
		String text = (this.url != null) ? this.url.strip() : "";
		if (text.isEmpty() || text.equals("local")) {
			return null;
		}
		return PostgresAddress.parse(text).withCredentials(this.username, this.password);
	}

	@Override
	public String toString() {
		return "StoreProperties[enabled=" + this.enabled + "]";
	}

}
