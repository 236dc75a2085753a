package dev.sluice.store;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** The embedded database, in a file that this process owns alone. */
final class H2File implements SqlVendor {

	private static final Logger logger = LoggerFactory.getLogger(H2File.class);

	// Closed by us, after the last booking, and not by a hook of the library's.
	private static final String SETTINGS = ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;MODE=PostgreSQL;"
			+ "DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;DEFAULT_NULL_ORDERING=HIGH";

	private static final int QUEUE = 4096;

	private static final int BOUND_AT_ONCE = 64;

	private static final int ROW_CHANGED = 90131;

	private static final int LOCK_TIMEOUT = 50200;

	private final Path file;

	private final String url;

	private final ThreadPoolExecutor threads;

	private final Scheduler scheduler;

	private final Scheduler handOut;

	H2File(Path folder, int connections, Duration statementTimeout) {
		this.file = folder.resolve("sluice");
		this.url = "file:" + this.file + SETTINGS + ";LOCK_TIMEOUT=" + statementTimeout.toMillis() / 2
				+ ";QUERY_TIMEOUT=" + statementTimeout.toMillis();
		// The driver works on the thread that asks, so there is one for each connection.
		// Only the pool's own hand-outs may fill the queue further than ask() does.
		this.threads = new ThreadPoolExecutor(connections, connections, 0, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), new CustomizableThreadFactory("sluice-h2-"));
		// As plain executors, whose tasks cannot be interrupted: an interrupt closes the
		// file under everybody's feet.
		this.scheduler = Schedulers.fromExecutor(this::ask);
		this.handOut = Schedulers.fromExecutor(this.threads::execute);
	}

	// To start a thread takes a lock, on which an event loop would wait.
	@Override
	public void start() {
		this.threads.prestartAllCoreThreads();
	}

	private void ask(Runnable work) {
		if (this.threads.getQueue().size() >= QUEUE) {
			throw new RejectedExecutionException("Too many wait for the database");
		}
		this.threads.execute(work);
	}

	@Override
	public String name() {
		return "h2";
	}

	@Override
	public String place() {
		return this.file + ".mv.db";
	}

	@Override
	public ConnectionFactory connections() {
		return new H2ConnectionFactory(
				H2ConnectionConfiguration.builder().url(this.url).username("sluice").password("").build());
	}

	@Override
	public JdbcAddress jdbc() {
		return new JdbcAddress("jdbc:h2:" + this.url, "sluice", "", "");
	}

	@Override
	public Scheduler scheduler() {
		return this.scheduler;
	}

	@Override
	public Scheduler handOut() {
		return this.handOut;
	}

	@Override
	public boolean remote() {
		return false;
	}

	@Override
	public String now() {
		return "select current_timestamp";
	}

	@Override
	public boolean repeatable(Throwable error) {
		return error instanceof R2dbcException failure && ("40001".equals(failure.getSqlState())
				|| failure.getErrorCode() == ROW_CHANGED || failure.getErrorCode() == LOCK_TIMEOUT);
	}

	// A commit reaches the file some time later; money must not be granted on it before.
	@Override
	public Mono<Void> sync(SqlSession session) {
		return session.execute("checkpoint sync").then();
	}

	@Override
	public String updateMany(String table, List<String> columns, String rows, String match, String set) {
		return "merge into " + table + " t using (values " + rows + ") v(" + String.join(", ", columns) + ") on ("
				+ match + ") when matched then update set " + set;
	}

	// The driver holds the values of all rows that it is given at once, many times their
	// size.
	@Override
	public Mono<Long> load(Connection connection, BulkTable table, BulkRows rows) {
		return Flux.fromIterable(rows.parts(BOUND_AT_ONCE))
			.concatMap((part) -> insert(connection, table, part), 0)
			.reduce(0L, Long::sum);
	}

	// One short statement, parsed once and run for each row: long ones are parsed anew.
	private static Flux<Long> insert(Connection connection, BulkTable table, BulkRows rows) {
		Statement statement = connection.createStatement(table.insert());
		for (int row = 0; row < rows.size(); row++) {
			if (row > 0) {
				statement.add();
			}
			rows.row(row, new BoundRow(statement, table));
		}
		return Flux.from(statement.execute()).concatMap(Result::getRowsUpdated);
	}

	@Override
	public int keysAtOnce() {
		return 1;
	}

	// One key at a time: a scan would lock in an order of its own.
	@Override
	public String select(RowsByKey from, int keys, boolean lock) {
		return "select " + from.columns() + " from " + from.table() + " where "
				+ IntStream.range(0, from.key().size())
					.mapToObj((index) -> from.key().get(index) + " = $" + (index + 1))
					.collect(Collectors.joining(" and "))
				+ (lock ? " for update" : "");
	}

	@Override
	public void close(Duration limit) {
		try (java.sql.Connection connection = DriverManager.getConnection("jdbc:h2:" + this.url, "sluice", "");
				java.sql.Statement statement = connection.createStatement()) {
			statement.execute("shutdown");
		}
		catch (SQLException ex) {
			logger.warn("The database {} was not closed in order and will repair itself at the next start: {}", place(),
					ex.getMessage());
		}
		this.threads.shutdown();
	}

}
