package dev.sluice.store;

/**
 * A part of other rows.
 *
 * @param all the rows
 * @param from the first of the part
 * @param size how many it has
 */
record RowsPart(BulkRows all, int from, int size) implements BulkRows {

	@Override
	public void row(int index, RowValues into) {
		this.all.row(this.from + index, into);
	}

}
