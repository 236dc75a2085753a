package dev.sluice.store;

import java.time.OffsetDateTime;
import java.util.UUID;

/** What a column of a {@link BulkTable} holds. */
public enum ColumnType {

	/** A {@link UUID}. */
	ID(UUID.class),

	/** A text of any length. */
	TEXT(String.class),

	/** A number of 32 bits. */
	INTEGER(Integer.class),

	/** A number of 64 bits. */
	BIGINT(Long.class),

	/** True or false. */
	FLAG(Boolean.class),

	/** A time, to the microsecond; drivers have it with an offset. */
	TIME(OffsetDateTime.class);

	private final Class<?> type;

	ColumnType(Class<?> type) {
		this.type = type;
	}

	/**
	 * How the drivers have values of the column.
	 * @return the type
	 */
	public Class<?> type() {
		return this.type;
	}

}
