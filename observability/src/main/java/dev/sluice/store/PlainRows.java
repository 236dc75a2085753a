package dev.sluice.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Rows whose values are there already, for the few that are not worth more. Values have
 * the types that {@link RowValues} takes.
 *
 * @param table what they go into
 * @param rows the values of each row in the order of the columns; null where there is
 * none
 */
public record PlainRows(BulkTable table, List<@Nullable Object[]> rows) implements BulkRows {

	@Override
	public int size() {
		return this.rows.size();
	}

	@Override
	public void row(int index, RowValues into) {
		@Nullable Object[] values = this.rows.get(index);
		for (int column = 0; column < values.length; column++) {
			Object value = values[column];
			if (value == null) {
				into.nothing();
			}
			else {
				value(this.table.columns().get(column).type(), value, into);
			}
		}
	}

	private static void value(ColumnType type, Object value, RowValues into) {
		switch (type) {
			case ID -> into.id((UUID) value);
			case TEXT -> into.text((String) value);
			case INTEGER -> into.integer((Integer) value);
			case BIGINT -> into.bigint((Long) value);
			case FLAG -> into.flag((Boolean) value);
			case TIME -> into.time((Instant) value);
		}
	}

}
