package dev.sluice.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import io.r2dbc.spi.Statement;
import org.jspecify.annotations.Nullable;

/** One row as the parameters of a statement. */
final class BoundRow implements RowValues {

	private final Statement statement;

	private final BulkTable table;

	private int column;

	BoundRow(Statement statement, BulkTable table) {
		this.statement = statement;
		this.table = table;
	}

	@Override
	public RowValues id(UUID value) {
		return bind(value);
	}

	@Override
	public RowValues text(@Nullable String value) {
		return (value != null) ? bind(value) : nothing();
	}

	@Override
	public RowValues integer(int value) {
		return bind(value);
	}

	@Override
	public RowValues bigint(long value) {
		return bind(value);
	}

	@Override
	public RowValues flag(boolean value) {
		return bind(value);
	}

	@Override
	public RowValues time(Instant value) {
		return bind(value.atOffset(ZoneOffset.UTC));
	}

	@Override
	public RowValues nothing() {
		this.statement.bindNull(this.column, this.table.columns().get(this.column).type().type());
		this.column++;
		return this;
	}

	private RowValues bind(Object value) {
		this.statement.bind(this.column++, value);
		return this;
	}

}
