package dev.sluice.store;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Secret;

/**
 * Where a PostgreSQL server is, read from any of the usual spellings. No error repeats
 * what it read, because that may hold a password.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 * @param database the database's name
 * @param user the user, or null
 * @param password the password, or null
 * @param options the options of the query, by lower-case name
 */
record PostgresAddress(String host, int port, String database, @Nullable String user, @Nullable Secret password,
		Map<String, String> options) {

	private static final String FORM = " Write postgres://USER:PASSWORD@HOST:5432/DATABASE?sslmode=require, "
			+ "with special characters of the password percent-encoded.";

	private static final Set<String> SCHEMES = Set.of("postgres", "postgresql");

	private static final Set<String> KNOWN = Set.of("sslmode", "sslrootcert", "application_name", "user", "password");

	// What poolers and clouds append, and what changes nothing for us.
	private static final Set<String> IGNORED = Set.of("channel_binding", "connect_timeout", "pgbouncer", "pool_timeout",
			"connection_limit", "applicationname", "serverversion", "charset", "gssencmode");

	private static final Set<String> SSL_MODES = Set.of("disable", "allow", "prefer", "require", "verify-ca",
			"verify-full");

	static PostgresAddress parse(String text) {
		String plain = text;
		for (String prefix : Set.of("jdbc:", "r2dbc:")) {
			plain = plain.startsWith(prefix) ? plain.substring(prefix.length()) : plain;
		}
		int colon = plain.indexOf("://");
		String scheme = (colon > 0) ? plain.substring(0, colon).toLowerCase(Locale.ROOT) : "";
		if (!SCHEMES.contains(scheme)) {
			throw new IllegalArgumentException(
					"The database's address does not begin with postgres://. Sluice keeps its "
							+ "data in PostgreSQL or, without an address, in a file of its home folder." + FORM);
		}
		return read(plain.substring(colon + 3));
	}

	private static PostgresAddress read(String rest) {
		// A password may hold a raw '@' or '/', so the last '@' before the query counts.
		int question = rest.indexOf('?', Math.max(rest.lastIndexOf('@'), 0));
		String place = (question < 0) ? rest : rest.substring(0, question);
		Map<String, String> options = (question < 0) ? Map.of() : options(rest.substring(question + 1));
		int at = place.lastIndexOf('@');
		String[] credentials = (at < 0) ? new String[0] : place.substring(0, at).split(":", 2);
		URI uri = uri(place.substring(at + 1));
		String user = (credentials.length > 0) ? decode(credentials[0]) : options.get("user");
		String password = (credentials.length > 1) ? decode(credentials[1]) : options.get("password");
		return new PostgresAddress(uri.getHost(), (uri.getPort() < 0) ? 5432 : uri.getPort(), database(uri, user), user,
				(password != null) ? Secret.of(password) : null, options);
	}

	private static URI uri(String place) {
		try {
			URI uri = URI.create("postgres://" + place);
			if (uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= 65535) {
				return uri;
			}
		}
		catch (IllegalArgumentException ex) {
			// Its message holds the address; ours does not.
		}
		throw new IllegalArgumentException("The database's address names no single host and port." + FORM);
	}

	private static String database(URI uri, @Nullable String user) {
		String path = uri.getPath();
		String name = (path != null && path.length() > 1) ? path.substring(1) : user;
		if (name == null || name.isEmpty()) {
			throw new IllegalArgumentException("The database's address names no database." + FORM);
		}
		return name;
	}

	private static Map<String, String> options(String query) {
		Map<String, String> options = new LinkedHashMap<>();
		for (String pair : query.split("&")) {
			int equals = pair.indexOf('=');
			String name = ((equals < 0) ? pair : pair.substring(0, equals)).toLowerCase(Locale.ROOT);
			if (KNOWN.contains(name)) {
				options.put(name, decode(pair.substring(equals + 1)));
			}
			else if (!name.isEmpty() && !IGNORED.contains(name)) {
				throw new IllegalArgumentException("The database's address has an option that Sluice does not know. "
						+ "It knows sslmode, sslrootcert and application_name.");
			}
		}
		if (!SSL_MODES.contains(options.getOrDefault("sslmode", "prefer"))) {
			throw new IllegalArgumentException("The database's address has an sslmode that does not exist. Use one of "
					+ "disable, allow, prefer, require, verify-ca, verify-full.");
		}
		return options;
	}

	private static String decode(String text) {
		try {
			return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(
					"The database's address has a '%' that begins no escape; write it %25." + FORM);
		}
	}

	PostgresAddress withCredentials(@Nullable String otherUser, @Nullable String otherPassword) {
		return new PostgresAddress(this.host, this.port, this.database, (this.user != null) ? this.user : otherUser,
				(this.password != null || otherPassword == null) ? this.password : Secret.of(otherPassword),
				this.options);
	}

	String sslMode() {
		return this.options.getOrDefault("sslmode", "prefer");
	}

	String applicationName() {
		return this.options.getOrDefault("application_name", "sluice");
	}

	/** For logs: no user and no password. */
	@Override
	public String toString() {
		return "postgres://" + this.host + ":" + this.port + "/" + this.database;
	}

}
