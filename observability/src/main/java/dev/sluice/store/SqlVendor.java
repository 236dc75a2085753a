package dev.sluice.store;

import java.time.Duration;
import java.util.List;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * All that differs between databases. Both understand the rest of our SQL, with
 * {@code $1} for parameters.
 */
interface SqlVendor {

	/** The vendor's word in the folder of its migrations. */
	String name();

	/** Where the data is, for logs and messages. */
	String place();

	/** Makes connections. */
	ConnectionFactory connections();

	/** For Flyway. */
	JdbcAddress jdbc();

	/** Starts the threads that its work needs, so that none who asks has to. */
	default void start() {
	}

	/** Where work begins; a driver that blocks must do so there. */
	Scheduler scheduler();

	/**
	 * Where connections are handed out, and what is done with them begins. Must take all
	 * that it is given, at most as much at once as there are connections.
	 */
	Scheduler handOut();

	/** Whether the database may be down when the gateway starts. */
	boolean remote();

	/** The present time, whatever the transaction's. */
	String now();

	/** Whether the same transaction may succeed when it is repeated at once. */
	boolean repeatable(Throwable error);

	/** Puts all that is committed on the disk. */
	Mono<Void> sync(SqlSession session);

	/**
	 * Changes many rows in one statement.
	 * @param table the table, called {@code t} in the conditions
	 * @param columns the names of the values, called {@code v} in the conditions
	 * @param rows the values, as {@code (cast($1 as ..), ..), ..}
	 * @param match which row takes which values
	 * @param set the assignments
	 * @return a statement that counts the rows changed
	 */
	String updateMany(String table, List<String> columns, String rows, String match, String set);

	/**
	 * Adds many rows in the cheapest way there is.
	 * @param connection a connection of ours
	 * @param table what to add to
	 * @param rows the rows, at least one
	 * @return how many rows were added
	 */
	Mono<Long> load(Connection connection, BulkTable table, BulkRows rows);

	/** How many keys one select may name: 1, 4, 16, 64 or 256. */
	int keysAtOnce();

	/**
	 * Reads the rows of some keys.
	 * @param from what to read
	 * @param keys how many keys
	 * @param lock whether to lock the rows, in the order of the key
	 * @return a query whose parameters are the keys' values
	 */
	String select(RowsByKey from, int keys, boolean lock);

	/** Ends what the vendor itself holds. */
	void close(Duration limit);

	/**
	 * How JDBC reaches the same data.
	 *
	 * @param url a URL without credentials
	 * @param user the user
	 * @param password the password
	 * @param schema the schema to make and to use, or the empty text
	 */
	record JdbcAddress(String url, String user, String password, String schema) {

		@Override
		public String toString() {
			return this.url;
		}

	}

}
