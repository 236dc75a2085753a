package dev.sluice.store;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Takes the values of one row as objects, all in the same way. */
public abstract class ObjectValues implements RowValues {

	/**
	 * Takes the next value.
	 * @param value the value, or null where the column stays empty
	 */
	protected abstract void value(@Nullable Object value);

	@Override
	public final RowValues id(UUID value) {
		return next(value);
	}

	@Override
	public final RowValues text(@Nullable String value) {
		return next(value);
	}

	@Override
	public final RowValues integer(int value) {
		return next(value);
	}

	@Override
	public final RowValues bigint(long value) {
		return next(value);
	}

	@Override
	public final RowValues flag(boolean value) {
		return next(value);
	}

	@Override
	public final RowValues time(Instant value) {
		return next(value);
	}

	@Override
	public final RowValues nothing() {
		return next(null);
	}

	private RowValues next(@Nullable Object value) {
		value(value);
		return this;
	}

}
