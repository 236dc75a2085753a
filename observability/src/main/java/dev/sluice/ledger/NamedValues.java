package dev.sluice.ledger;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.sluice.store.BulkRows;
import dev.sluice.store.BulkTable;
import dev.sluice.store.BulkTable.Column;
import dev.sluice.store.RowValues;

/** The values of one row by the names of their columns, without those that are empty. */
final class NamedValues implements RowValues {

	private final Map<String, Object> values = new LinkedHashMap<>();

	private final List<Column> columns;

	private int column;

	private NamedValues(BulkTable table) {
		this.columns = table.columns();
	}

	static Map<String, Object> of(BulkTable table, BulkRows rows, int index) {
		NamedValues row = new NamedValues(table);
		rows.row(index, row);
		return row.values;
	}

	@Override
	public RowValues id(UUID value) {
		return put(value);
	}

	@Override
	public RowValues text(@Nullable String value) {
		return put(value);
	}

	@Override
	public RowValues integer(int value) {
		return put(value);
	}

	@Override
	public RowValues bigint(long value) {
		return put(value);
	}

	@Override
	public RowValues flag(boolean value) {
		return put(value);
	}

	@Override
	public RowValues time(Instant value) {
		return put(value);
	}

	@Override
	public RowValues nothing() {
		return put(null);
	}

	private RowValues put(@Nullable Object value) {
		String name = this.columns.get(this.column++).name();
		if (value != null) {
			this.values.put(name, value);
		}
		return this;
	}

}
