package dev.sluice.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A change of many rows at once.
 *
 * @param table the table, called {@code t} in the conditions
 * @param columns the SQL types of the values by their names, in order; called {@code v}
 * in the conditions
 * @param match which row takes which values, such as {@code t.id = v.id}
 * @param set the assignments, such as {@code total = t.total + v.amount}
 */
public record UpdateMany(String table, Map<String, String> columns, String match, String set) {

	/** Keeps the order. */
	public UpdateMany {
		columns = new LinkedHashMap<>(columns);
	}

	List<String> names() {
		return List.copyOf(this.columns.keySet());
	}

	List<String> types() {
		return List.copyOf(this.columns.values());
	}

}
