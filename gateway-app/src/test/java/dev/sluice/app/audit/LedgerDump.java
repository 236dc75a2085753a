package dev.sluice.app.audit;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.sluice.app.audit.Evidence.Booked;
import dev.sluice.app.audit.Evidence.Pot;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a database holds.
 *
 * @param rows the ledger
 * @param pots the allowances
 */
record LedgerDump(List<Booked> rows, List<Pot> pots) {

	/** Reads the embedded database of a home that no process uses. */
	static LedgerDump ofHome(Path home) throws SQLException {
		return of(
				"jdbc:h2:file:" + home.resolve("data/sluice")
						+ ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;IFEXISTS=TRUE",
				"sluice", "");
	}

	/** Which of some calls have no row. */
	Set<String> without(Set<String> calls) {
		Set<String> missing = new HashSet<>(calls);
		missing.removeAll(this.rows.stream().map(Booked::requestId).collect(Collectors.toSet()));
		return missing;
	}

	/** Reads a database that others may use. */
	static LedgerDump ofPostgres(String url) throws SQLException {
		URI address = URI.create(url);
		return of("jdbc:postgresql://127.0.0.1:" + address.getPort() + address.getPath() + "?currentSchema=sluice",
				"postgres", "");
	}

	private static LedgerDump of(String url, String user, String password) throws SQLException {
		try (Connection connection = DriverManager.getConnection(url, user, password)) {
			return new LedgerDump(rows(connection), pots(connection));
		}
	}

	private static List<Booked> rows(Connection connection) throws SQLException {
		JsonMapper json = JsonMapper.shared();
		List<Booked> rows = new ArrayList<>();
		try (var statement = connection.createStatement();
				ResultSet row = statement.executeQuery("select id, kind, request_id, attempt, outcome, status,"
						+ " coalesce(output_tokens, -1), held_nanos, cost_nanos, accounts from attempt_ledger")) {
			while (row.next()) {
				rows.add(new Booked(row.getObject(1, java.util.UUID.class), row.getString(2), row.getString(3),
						row.getInt(4), row.getString(5), row.getInt(6), row.getLong(7), row.getLong(8), row.getLong(9),
						List.of(json.readValue(row.getString(10), String[].class))));
			}
		}
		return rows;
	}

	private static List<Pot> pots(Connection connection) throws SQLException {
		List<Pot> pots = new ArrayList<>();
		try (var statement = connection.createStatement();
				ResultSet row = statement
					.executeQuery("select account, period, spent_nanos, leased_nanos, limit_nanos from allowance")) {
			while (row.next()) {
				pots.add(new Pot(row.getString(1) + "@" + row.getString(2), row.getLong(3), row.getLong(4),
						row.getLong(5), 0));
			}
		}
		return pots;
	}

}
