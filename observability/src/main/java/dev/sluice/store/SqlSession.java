package dev.sluice.store;

import java.util.List;
import java.util.function.Function;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
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
	 * Adds many rows, in a statement for each chunk.
	 * @param into {@code table (column, ..)}
	 * @param rows the values of each row, in the order of the columns
	 * @return how many rows were added
	 */
	public Mono<Long> insertMany(String into, List<Object[]> rows) {
		return Flux.fromIterable(Chunks.of(rows))
			.concatMap((chunk) -> execute(
					"insert into " + into + " values " + Chunks.rows(chunk.get(0).length, chunk.size()),
					Chunks.values(chunk)))
			.reduce(0L, Long::sum);
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
