package dev.sluice.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The databases on which every test of stored things runs: annotate it with
 * {@code @EnumSource TestStore store} and {@link #open} one for the test.
 */
public enum TestStore {

	/** A new file in a folder. */
	H2_FILE {
		@Override
		public String url(Path folder) {
			return "";
		}
	},
	/** A new database of one real server, which lives as long as the JVM. */
	POSTGRESQL {
		@Override
		public String url(Path folder) {
			return TestStore.createDatabase();
		}
	};

	private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(10);

	private static final AtomicInteger DATABASES = new AtomicInteger();

	/**
	 * A value for {@code sluice.store.url}, of an empty database.
	 * @param folder the folder of the test
	 * @return the URL
	 */
	public abstract String url(Path folder);

	/**
	 * Opens an empty database.
	 * @param folder the folder of the test
	 * @return the open database; the test closes it
	 */
	public SluiceDatabase open(Path folder) {
		return open(folder, url(folder));
	}

	/**
	 * Opens a database again.
	 * @param folder the folder that it was opened in
	 * @param url what {@link #url} gave
	 * @return the open database
	 */
	public static SluiceDatabase open(Path folder, String url) {
		return open(folder, url, STATEMENT_TIMEOUT);
	}

	/**
	 * Opens an empty embedded database for tests that move the time: hours of theirs may
	 * pass while one of its threads stands still for a moment.
	 * @param folder the folder of the test
	 * @return the open database; the test closes it
	 */
	public static SluiceDatabase openForMovedTime(Path folder) {
		return open(folder, "", Duration.ofDays(1));
	}

	static SluiceDatabase open(Path folder, String url, Duration statementTimeout) {
		StoreProperties properties = properties(url, statementTimeout);
		SluiceHome home = new SluiceHome(folder);
		HomeLock lock = new HomeLock(home);
		SluiceDatabase database = new SluiceDatabase(StoreChoice.of(properties, home, lock), properties) {
			@Override
			public void close() {
				super.close();
				try {
					lock.close();
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			}
		}.open();
		database.awaitOpening();
		return database;
	}

	/**
	 * A database that nobody has begun to open.
	 * @param folder where it would be
	 * @return the database
	 */
	public static SluiceDatabase unopened(Path folder) {
		StoreProperties properties = properties("", STATEMENT_TIMEOUT);
		return new SluiceDatabase(new H2File(folder, properties.connections(), properties.statementTimeout()),
				properties);
	}

	private static StoreProperties properties(String url, Duration statementTimeout) {
		return new StoreProperties(true, url, null, null, "sluice", 8, Duration.ofSeconds(3), statementTimeout);
	}

	/** The port of the PostgreSQL server. */
	public static int postgresPort() {
		return Server.INSTANCE.getPort();
	}

	private static String createDatabase() {
		assumeTrue(!"H2_FILE".equals(System.getProperty("test.stores")), "only the embedded database is asked for");
		String name = "test" + DATABASES.incrementAndGet();
		try (Connection connection = Server.INSTANCE.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("create database " + name);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		return "postgres://postgres@127.0.0.1:" + postgresPort() + "/" + name;
	}

	private static final class Server {

		private static final Duration PATIENCE = Duration.ofSeconds(60);

		static final EmbeddedPostgres INSTANCE = start(3);

		private static EmbeddedPostgres start(int attempts) {
			try {
				return start();
			}
			catch (IOException ex) {
				if (attempts == 1) {
					throw new UncheckedIOException(ex);
				}
				return start(attempts - 1);
			}
		}

		// The library turns durability off; figures and crash tests need it.
		private static EmbeddedPostgres start() throws IOException {
			EmbeddedPostgres server = EmbeddedPostgres.builder()
				.setPort(freePort())
				.setPGStartupWait(PATIENCE)
				.setServerConfig("fsync", "on")
				.setServerConfig("full_page_writes", "on")
				.setServerConfig("synchronous_commit", "on")
				.start();
			requireOwn(server);
			return server;
		}

		// Below those that systems hand out themselves: nobody is given it while the
		// server, which binds it seconds later, makes its files.
		private static int freePort() throws IOException {
			int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
			try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return probe.getLocalPort();
			}
		}

		// The library is content with whatever server answers, that of another fork too.
		private static void requireOwn(EmbeddedPostgres server) throws IOException {
			if (server.getProcess().onExit().join().exitValue() != 0) {
				server.close();
				throw new IOException("Another server has port " + server.getPort());
			}
		}

	}

}
