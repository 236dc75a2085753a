package dev.sluice.store;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Takes the values of one row, one call for each column, in the order of the table's
 * columns and of their types. Numbers come as they are: boxed, they would cost more than
 * all else that is done for a row.
 */
public interface RowValues {

	/**
	 * An id.
	 * @param value the id
	 * @return this
	 */
	RowValues id(UUID value);

	/**
	 * A text of any length.
	 * @param value the text; null leaves the column empty
	 * @return this
	 */
	RowValues text(@Nullable String value);

	/**
	 * A number of 32 bits.
	 * @param value the number
	 * @return this
	 */
	RowValues integer(int value);

	/**
	 * A number of 64 bits.
	 * @param value the number
	 * @return this
	 */
	RowValues bigint(long value);

	/**
	 * True or false.
	 * @param value the flag
	 * @return this
	 */
	RowValues flag(boolean value);

	/**
	 * A time, kept to the microsecond.
	 * @param value the time
	 * @return this
	 */
	RowValues time(Instant value);

	/**
	 * Leaves a column of any type empty.
	 * @return this
	 */
	RowValues nothing();

}
