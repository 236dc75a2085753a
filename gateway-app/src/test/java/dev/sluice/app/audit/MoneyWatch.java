package dev.sluice.app.audit;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

import dev.sluice.app.audit.RefusalAudit.Spell;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Watches the money of all gateways from within PostgreSQL: a deferred trigger looks at
 * every pot of every commit, and knows the limits from the test alone.
 */
final class MoneyWatch implements AutoCloseable {

	// Overruns are looked for only where a limit is exceeded.
	private static final String TRIGGERS = """
			create table public.limits (account text primary key, nanos bigint not null);
			create table public.violation (account text, period text, spent bigint, leased bigint, overrun bigint);
			create table public.beyond (account text, nanos bigint);
			create sequence public.looks;
			create index overruns on sluice.attempt_ledger (id) where cost_nanos > held_nanos;
			create function public.watch() returns trigger as $$
			declare
				over bigint := 0;
				most bigint;
			begin
				perform nextval('public.looks');
				select nanos into most from public.limits where account = new.account;
				if most is null or new.spent_nanos + new.leased_nanos > most then
					select coalesce(sum(cost_nanos - held_nanos), 0) into over from sluice.attempt_ledger
						where cost_nanos > held_nanos and accounts like '%"' || new.account || '@' || new.period || '"%';
					insert into public.beyond values (new.account, new.spent_nanos + new.leased_nanos - most);
					if most is null or new.spent_nanos + new.leased_nanos > most + over or new.leased_nanos < 0 then
						insert into public.violation
							values (new.account, new.period, new.spent_nanos, new.leased_nanos, over);
					end if;
				end if;
				return null;
			end $$ language plpgsql;
			create constraint trigger watch after insert or update on sluice.allowance
				deferrable initially deferred for each row execute function public.watch();
			""";

	private final String url;

	private final Connection connection;

	MoneyWatch(String url) throws SQLException {
		URI address = URI.create(url);
		this.url = "jdbc:postgresql://127.0.0.1:" + address.getPort() + address.getPath() + "?currentSchema=sluice";
		this.connection = open();
	}

	private Connection open() throws SQLException {
		return DriverManager.getConnection(this.url, "postgres", "");
	}

	/** Begins to look, at accounts of these limits. */
	void begin(Map<String, Long> limits) throws SQLException {
		try (Statement statement = this.connection.createStatement()) {
			statement.execute(TRIGGERS);
			for (Map.Entry<String, Long> limit : limits.entrySet()) {
				statement
					.execute("insert into public.limits values ('%s', %d)".formatted(limit.getKey(), limit.getValue()));
			}
		}
	}

	/**
	 * Measures from now on how long the database takes to commit, while others use it.
	 */
	SlowestCommit slowestCommit() throws SQLException {
		return new SlowestCommit(open());
	}

	/** How many pots have been looked at, at their commits. */
	long looks() throws SQLException {
		return number("select last_value from public.looks");
	}

	/** Commits with more spent and leased than limit and overruns allow. */
	List<String> violations() throws SQLException {
		return texts("select violation::text from public.violation violation");
	}

	/** How far spent and leased have exceeded the limit of an account at most. */
	long furthestBeyond(String account) throws SQLException {
		return number("select coalesce(max(nanos), 0) from public.beyond where account = '" + account + "'");
	}

	/** How many transactions PostgreSQL has ended because they waited in a circle. */
	long deadlocks() throws SQLException {
		return number("select deadlocks from pg_stat_database where datname = current_database()");
	}

	long spent(String account) throws SQLException {
		return number("select coalesce(sum(spent_nanos), 0) from allowance where account = '" + account + "'");
	}

	/** What no node has leased of an account. */
	long unleased(String account) throws SQLException {
		return number(
				"select limit_nanos - spent_nanos - leased_nanos from allowance where account = '" + account + "'");
	}

	long leased(String account) throws SQLException {
		return number("select coalesce(sum(leased_nanos), 0) from allowance where account = '" + account + "'");
	}

	Map<String, Long> spent() throws SQLException {
		Map<String, Long> spent = new TreeMap<>();
		try (Statement statement = this.connection.createStatement();
				ResultSet rows = statement.executeQuery("select account, spent_nanos from allowance")) {
			while (rows.next()) {
				spent.merge(rows.getString(1), rows.getLong(2), Long::sum);
			}
		}
		return spent;
	}

	/** Waits until so many attempts are booked. */
	void awaitBooked(long attempts) throws SQLException {
		awaitNone("select 1 where (select count(*) from attempt_ledger where kind = 'attempt') < " + attempts);
	}

	/** Waits until so many attempts are booked and every lease is back. */
	void awaitQuiet(long attempts) throws SQLException {
		awaitBooked(attempts);
		awaitNone("select 1 from allowance where leased_nanos > 0");
	}

	private void awaitNone(String rows) throws SQLException {
		long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (number("select count(*) from (" + rows + ") found") > 0) {
			assertThat(System.nanoTime()).as(this::left).isLessThan(end);
			LockSupport.parkNanos(50_000_000);
		}
	}

	/** For how long each call of the mixed load took money, and how much. */
	List<Spell> spells() throws SQLException {
		List<Spell> spells = new ArrayList<>();
		try (PreparedStatement statement = this.connection
			.prepareStatement("select accounts, extract(epoch from started_at) * 1000, total_nanos / 1000000,"
					+ " held_nanos, cost_nanos from attempt_ledger");
				ResultSet row = statement.executeQuery()) {
			while (row.next()) {
				long from = row.getLong(2);
				spells.add(new Spell(List.of(JsonMapper.shared().readValue(row.getString(1), String[].class))
					.stream()
					.map((account) -> account.substring(0, account.indexOf('@')))
					.toList(), from, from + row.getLong(3), row.getLong(4), row.getLong(5)));
			}
		}
		return spells;
	}

	private String left() {
		try {
			return texts("select 'booked ' || count(*) from attempt_ledger") + "; "
					+ texts("select account || ' leases ' || leased_nanos from allowance where leased_nanos > 0");
		}
		catch (SQLException ex) {
			return ex.toString();
		}
	}

	private long number(String query) throws SQLException {
		try (Statement statement = this.connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
			return rows.next() ? rows.getLong(1) : 0;
		}
	}

	private List<String> texts(String query) throws SQLException {
		List<String> texts = new ArrayList<>();
		try (Statement statement = this.connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
			while (rows.next()) {
				texts.add(rows.getString(1));
			}
		}
		return texts;
	}

	@Override
	public void close() throws SQLException {
		this.connection.close();
	}

}
