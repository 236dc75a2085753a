package dev.sluice.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.store.BulkRows;
import dev.sluice.store.BulkTable;
import dev.sluice.store.BulkTable.Column;
import dev.sluice.store.ObjectValues;

/** The values of one row by the names of their columns, without those that are empty. */
final class NamedValues extends ObjectValues {

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
	protected void value(@Nullable Object value) {
		String name = this.columns.get(this.column++).name();
		if (value != null) {
			this.values.put(name, value);
		}
	}

}
