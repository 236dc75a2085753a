package dev.sluice.store;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.client.SSLMode;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Wrapped;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/** A PostgreSQL server, reached by event loops that serve no call. */
final class Postgres implements SqlVendor {

	// A serialization failure, a deadlock, a lock not available in time.
	private static final Set<String> REPEATABLE = Set.of("40001", "40P01", "55P03");

	private static final int STATEMENTS_KEPT = 64;

	private final PostgresAddress address;

	private final StoreProperties properties;

	private final LoopResources loops = LoopResources.create("sluice-sql", 1, true);

	// Nothing holds the driver back: it makes all bytes of a COPY before the first are
	// sent, in buffers that are as many as they are, and new.
	private static final int COPIED_AT_ONCE = 1_024;

	private final Scheduler scheduler = Schedulers.newBoundedElastic(2, 4096, "sluice-store", 60, true);

	Postgres(PostgresAddress address, StoreProperties properties) {
		this.address = address;
		this.properties = properties;
	}

	@Override
	public String name() {
		return "postgresql";
	}

	@Override
	public String place() {
		return this.address.toString();
	}

	@Override
	public ConnectionFactory connections() {
		Duration limit = this.properties.statementTimeout();
		PostgresqlConnectionConfiguration.Builder builder = PostgresqlConnectionConfiguration.builder()
			.host(this.address.host())
			.port(this.address.port())
			.database(this.address.database())
			.schema(this.properties.schema())
			.applicationName(this.address.applicationName())
			.connectTimeout(this.properties.connectTimeout())
			.statementTimeout(limit)
			.lockWaitTimeout(limit.dividedBy(2))
			.tcpKeepAlive(true)
			.tcpNoDelay(true)
			.autodetectExtensions(false)
			.preparedStatementCacheQueries(STATEMENTS_KEPT)
			.loopResources(this.loops)
			.sslMode(SSLMode.fromValue(this.address.sslMode()))
			.username(user())
			.password(password());
		String root = this.address.options().get("sslrootcert");
		return new PostgresqlConnectionFactory(((root != null) ? builder.sslRootCert(root) : builder).build());
	}

	@Override
	public JdbcAddress jdbc() {
		String root = this.address.options().get("sslrootcert");
		String url = "jdbc:postgresql://" + this.address.host() + ":" + this.address.port() + "/"
				+ this.address.database() + "?sslmode=" + this.address.sslMode().toLowerCase(Locale.ROOT)
				+ ((root != null) ? "&sslrootcert=" + root : "") + "&connectTimeout="
				+ Math.max(1, this.properties.connectTimeout().toSeconds()) + "&socketTimeout=60&ApplicationName="
				+ this.address.applicationName();
		return new JdbcAddress(url, user(), password(), this.properties.schema());
	}

	@Override
	public Scheduler scheduler() {
		return this.scheduler;
	}

	@Override
	public Scheduler handOut() {
		return Schedulers.immediate();
	}

	@Override
	public boolean remote() {
		return true;
	}

	@Override
	public String now() {
		return "select clock_timestamp()";
	}

	@Override
	public boolean repeatable(Throwable error) {
		return error instanceof R2dbcException failure && failure.getSqlState() != null
				&& REPEATABLE.contains(failure.getSqlState());
	}

	@Override
	public Mono<Void> sync(SqlSession session) {
		return Mono.empty();
	}

	@Override
	public String updateMany(String table, List<String> columns, String rows, String match, String set) {
		return "update " + table + " t set " + set + " from (values " + rows + ") v(" + String.join(", ", columns)
				+ ") where " + match;
	}

	@Override
	public Mono<Long> load(Connection connection, BulkTable table, BulkRows rows) {
		PostgresqlConnection bare = postgres(connection);
		return Flux.fromIterable(rows.parts(COPIED_AT_ONCE))
			.concatMap((part) -> bare.copyIn(CopyRows.statement(table), CopyRows.of(table, part)), 0)
			.reduce(0L, Long::sum);
	}

	// The pool wraps what it hands out.
	private static PostgresqlConnection postgres(Connection connection) {
		Object bare = connection;
		while (!(bare instanceof PostgresqlConnection) && bare instanceof Wrapped<?> wrapped) {
			bare = wrapped.unwrap();
		}
		return (PostgresqlConnection) bare;
	}

	@Override
	public int keysAtOnce() {
		return 64;
	}

	@Override
	public String select(RowsByKey from, int keys, boolean lock) {
		String key = String.join(", ", from.key());
		return "select " + from.columns() + " from " + from.table() + " where (" + key + ") in ("
				+ Chunks.rows(from.key().size(), keys) + ")" + (lock ? " order by " + key + " for update" : "");
	}

	@Override
	public void close(Duration limit) {
		this.scheduler.dispose();
		this.loops.disposeLater(Duration.ZERO, limit).subscribe();
	}

	private String user() {
		return (this.address.user() != null) ? this.address.user() : "postgres";
	}

	private String password() {
		return (this.address.password() != null) ? this.address.password().reveal() : "";
	}

}
