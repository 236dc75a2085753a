package dev.sluice.store;

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

}
