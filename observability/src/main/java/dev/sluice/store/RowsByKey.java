package dev.sluice.store;

import java.util.List;

/**
 * What to read of the rows of some keys.
 *
 * @param table the table
 * @param key the columns that a key consists of, or begins with
 * @param columns the columns to read, separated by commas
 */
public record RowsByKey(String table, List<String> key, String columns) {

	/** Fixes the key. */
	public RowsByKey {
		key = List.copyOf(key);
	}

}
