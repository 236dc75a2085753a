package dev.sluice.budget;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL database whose own clock is moved: within it, {@code clock_timestamp()} is
 * a function of ours. Nodes ask it as they always do.
 */
final class MovedDatabase implements AutoCloseable {

	private final Connection connection;

	private final Instant midnight = LocalDate.now(ZoneOffset.UTC).plusDays(2).atStartOfDay().toInstant(ZoneOffset.UTC);

	private volatile long ahead;

	/**
	 * Moves the clock of a new database that nobody uses yet.
	 * @param url as a node takes it
	 */
	MovedDatabase(String url) throws SQLException {
		this.connection = DriverManager
			.getConnection("jdbc:" + url.replace("postgres://postgres@", "postgresql://") + "?user=postgres");
		execute("create table public.ahead (millis bigint not null)");
		execute("insert into public.ahead values (0)");
		execute("alter function pg_catalog.clock_timestamp() rename to true_clock_timestamp");
		execute("create function pg_catalog.clock_timestamp() returns timestamptz language sql volatile as"
				+ " 'select true_clock_timestamp() + (select millis from public.ahead) * interval ''1 millisecond'''");
	}

	/**
	 * Lets its day end after a time; the same day each time.
	 * @param time after which
	 * @return the first moment of the next day
	 */
	Instant endDayAfter(Duration time) throws SQLException {
		this.ahead = Duration.between(Instant.now().plus(time), this.midnight).toMillis();
		execute("update public.ahead set millis = " + this.ahead);
		return this.midnight;
	}

	/** Its present time, known without asking: it runs on this machine. */
	Instant now() {
		return Instant.now().plusMillis(this.ahead);
	}

	void execute(String sql) throws SQLException {
		try (Statement statement = this.connection.createStatement()) {
			statement.execute(sql);
		}
	}

	/** The rows of a query, their columns as text. */
	List<List<String>> rows(String sql) throws SQLException {
		List<List<String>> rows = new ArrayList<>();
		try (Statement statement = this.connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
			while (row.next()) {
				List<String> values = new ArrayList<>();
				for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
					values.add(row.getString(i));
				}
				rows.add(values);
			}
		}
		return rows;
	}

	@Override
	public void close() throws SQLException {
		this.connection.close();
	}

}
