package dev.sluice.app.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/** Commits again and again, and knows the longest time that took: how busy all is. */
final class SlowestCommit implements AutoCloseable {

	private final Thread thread = new Thread(this::commit, "slowest-commit");

	private final Connection connection;

	private volatile long slowest;

	private volatile boolean stopped;

	private volatile @Nullable SQLException failure;

	SlowestCommit(Connection connection) throws SQLException {
		this.connection = connection;
		try (Statement statement = connection.createStatement()) {
			statement.execute("create table if not exists public.probe (id bigserial primary key)");
		}
		this.thread.start();
	}

	private void commit() {
		try (Statement statement = this.connection.createStatement()) {
			while (!this.stopped) {
				long start = System.nanoTime();
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
				statement.execute("insert into public.probe default values");
				this.slowest = Math.max(this.slowest, System.nanoTime() - start);
			}
		}
		catch (SQLException ex) {
			this.failure = ex;
		}
	}

	/** Ends it, and says how long the slowest commit took. */
	long endMillis() throws SQLException {
		close();
		SQLException failed = this.failure;
		if (failed != null) {
			throw failed;
		}
		return TimeUnit.NANOSECONDS.toMillis(this.slowest);
	}

	@Override
	public void close() throws SQLException {
		this.stopped = true;
		while (this.thread.isAlive()) {
			LockSupport.parkNanos(1_000_000);
		}
		this.connection.close();
	}

}
