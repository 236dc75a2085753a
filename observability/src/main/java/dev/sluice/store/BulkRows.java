package dev.sluice.store;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows that go into a table at once. Each is made when the database takes it, and again
 * when a transaction is repeated, so the same row must always come out alike.
 */
public interface BulkRows {

	/**
	 * How many rows there are.
	 * @return the number
	 */
	int size();

	/**
	 * Makes a row.
	 * @param index which one, from 0
	 * @param into takes its values, all of the table's columns in their order
	 */
	void row(int index, RowValues into);

	/**
	 * The same rows in parts, one after the other.
	 * @param most how many rows a part has at most
	 * @return at least one
	 */
	default List<BulkRows> parts(int most) {
		if (size() <= most) {
			return List.of(this);
		}
		return IntStream.rangeClosed(0, (size() - 1) / most)
			.<BulkRows>mapToObj((part) -> new RowsPart(this, part * most, Math.min(most, size() - part * most)))
			.toList();
	}

}
