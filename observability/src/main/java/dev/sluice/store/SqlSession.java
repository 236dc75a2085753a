package dev.sluice.store;

import java.util.List;
import java.util.function.Function;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One connection while it is ours. Parameters are {@code $1} and so on; a value that may
 * be null is passed as {@link SqlValue}.
 */
public final class SqlSession {

	private final Connection connection;

	private final SqlVendor vendor;

	SqlSession(Connection connection, SqlVendor vendor) {
		this.connection = connection;
		this.vendor = vendor;
	}

	/**
	 * Runs a statement.
	 * @param sql the statement, of a fixed set of texts
	 * @param values its parameters
	 * @return how many rows it changed
	 */
	public Mono<Long> execute(String sql, Object... values) {
		return run(sql, values).flatMap(Result::getRowsUpdated, 1).reduce(0L, Long::sum);
	}

	/**
	 * Asks.
	 * @param sql the query, of a fixed set of texts
	 * @param row makes an item of a row; never null
	 * @param values its parameters
	 * @param <T> the item type
	 * @return the items, in order; the query bounds their number
	 */
	public <T> Mono<List<T>> query(String sql, Function<Readable, T> row, Object... values) {
		return run(sql, values).flatMap((result) -> result.map(row), 1).collectList();
	}

	/**
	 * Changes many rows, each with values of its own, in a statement for each chunk.
	 * @param update what to change
	 * @param rows the values of each row, in the order of the columns
	 * @return how many rows were changed
	 */
	public Mono<Long> updateMany(UpdateMany update, List<Object[]> rows) {
		return Flux.fromIterable(Chunks.of(rows))
			.concatMap(
					(chunk) -> execute(
							this.vendor.updateMany(update.table(), update.names(),
									Chunks.rows(update.types(), chunk.size()), update.match(), update.set()),
							Chunks.values(chunk)))
			.reduce(0L, Long::sum);
	}

	/**
	 * Adds many rows in the cheapest way that the database has.
	 * @param into what to add to
	 * @param rows the rows; none is no question
	 * @return how many rows were added
	 */
	public Mono<Long> load(BulkTable into, BulkRows rows) {
		return (rows.size() == 0) ? Mono.just(0L) : this.vendor.load(this.connection, into, rows);
	}

	/**
	 * Adds many rows, in a statement for each chunk.
	 * @param into {@code table (column, ..)}
	 * @param rows the values of each row, in the order of the columns
	 * @return how many rows were added
	 */
	public Mono<Long> insertMany(String into, List<Object[]> rows) {
		return insert(into, rows, "");
	}

	/**
	 * Adds many rows, but those whose key is there already.
	 * @param into {@code table (column, ..)}
	 * @param rows the values of each row, in the order of the columns
	 * @return how many rows were added
	 */
	public Mono<Long> insertAbsent(String into, List<Object[]> rows) {
		return insert(into, rows, " on conflict do nothing");
	}

	/**
	 * Reads the rows of some keys.
	 * @param from what to read
	 * @param keys the values of the key columns, without repetitions
	 * @param row makes an item of a row
	 * @param <T> the item type
	 * @return the items, in any order
	 */
	public <T> Mono<List<T>> select(RowsByKey from, List<Object[]> keys, Function<Readable, T> row) {
		return chunks(keys, this.vendor.keysAtOnce())
			.concatMap((chunk) -> query(this.vendor.select(from, chunk.size(), false), row, Chunks.values(chunk)))
			.flatMapIterable((items) -> items)
			.collectList();
	}

	/**
	 * Locks the rows of some keys until the transaction ends, in the order given.
	 * @param from what to lock and read
	 * @param keys the values of the key columns, in an order that all who lock share
	 * @param row makes an item of a row
	 * @param <T> the item type
	 * @return the items, in any order
	 */
	public <T> Mono<List<T>> lock(RowsByKey from, List<Object[]> keys, Function<Readable, T> row) {
		return chunks(keys, this.vendor.keysAtOnce())
			.concatMap((chunk) -> query(this.vendor.select(from, chunk.size(), true), row, Chunks.values(chunk)))
			.flatMapIterable((items) -> items)
			.collectList();
	}

	private Mono<Long> insert(String into, List<Object[]> rows, String suffix) {
		return Flux.fromIterable(Chunks.of(rows))
			.concatMap((chunk) -> execute(
					"insert into " + into + " values " + Chunks.rows(chunk.get(0).length, chunk.size()) + suffix,
					Chunks.values(chunk)))
			.reduce(0L, Long::sum);
	}

	private static Flux<List<Object[]>> chunks(List<Object[]> keys, int largest) {
		return Flux.fromIterable(Chunks.of(keys, largest));
	}

	private Flux<? extends Result> run(String sql, Object... values) {
		Statement statement = this.connection.createStatement(sql);
		for (int index = 0; index < values.length; index++) {
			if (values[index] instanceof SqlValue value && value.value() == null) {
				statement.bindNull(index, value.type());
			}
			else {
				statement.bind(index, (values[index] instanceof SqlValue value) ? value.require() : values[index]);
			}
		}
		return Flux.from(statement.execute());
	}

}
