package dev.sluice.store;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table into which many rows go at once.
 *
 * @param name the table's name
 * @param columns what a row consists of, in order
 */
public record BulkTable(String name, List<Column> columns) {

	/** Fixes the columns. */
	public BulkTable {
		columns = List.copyOf(columns);
	}

	/** {@code insert into name (..) values ($1, ..)}. */
	String insert() {
		return "insert into " + named() + " values "
				+ IntStream.rangeClosed(1, this.columns.size())
					.mapToObj((index) -> "$" + index)
					.collect(Collectors.joining(", ", "(", ")"));
	}

	/** {@code name (..)}. */
	String named() {
		return this.name + this.columns.stream().map(Column::name).collect(Collectors.joining(", ", " (", ")"));
	}

	/**
	 * One column.
	 *
	 * @param name its name
	 * @param type what it holds
	 */
	public record Column(String name, ColumnType type) {
	}

}
