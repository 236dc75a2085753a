package dev.sluice.store;

import java.time.Instant;
import java.time.ZoneOffset;

import io.r2dbc.spi.Statement;
import org.jspecify.annotations.Nullable;

/** One row as the parameters of a statement. */
final class BoundRow extends ObjectValues {

	private final Statement statement;

	private final BulkTable table;

	private int column;

	BoundRow(Statement statement, BulkTable table) {
		this.statement = statement;
		this.table = table;
	}

	@Override
	protected void value(@Nullable Object value) {
		int at = this.column++;
		if (value == null) {
			this.statement.bindNull(at, this.table.columns().get(at).type().type());
		}
		else {
			this.statement.bind(at, (value instanceof Instant time) ? time.atOffset(ZoneOffset.UTC) : value);
		}
	}

}
