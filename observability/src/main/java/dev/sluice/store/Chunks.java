package dev.sluice.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Cuts rows into statements. Chunks have 1, 4, 16, 64 or 256 rows, so that there are few
 * texts and a server keeps them prepared.
 */
final class Chunks {

	private static final int LARGEST = 256;

	private Chunks() {
	}

	static <T> List<List<T>> of(List<T> rows) {
		return of(rows, LARGEST);
	}

	/** The same with at most so many, a power of four. */
	static <T> List<List<T>> of(List<T> rows, int largest) {
		List<List<T>> chunks = new ArrayList<>();
		int from = 0;
		int size = largest;
		while (from < rows.size()) {
			while (size > rows.size() - from) {
				size /= 4;
			}
			chunks.add(rows.subList(from, from + size));
			from += size;
		}
		return chunks;
	}

	static Object[] values(List<Object[]> rows) {
		return rows.stream().flatMap(Arrays::stream).toArray();
	}

	/** {@code ($1, $2), ($3, $4)}. */
	static String rows(int columns, int rows) {
		return IntStream.range(0, rows)
			.mapToObj((row) -> IntStream.range(0, columns)
				.mapToObj((column) -> "$" + (row * columns + column + 1))
				.collect(Collectors.joining(", ", "(", ")")))
			.collect(Collectors.joining(", "));
	}

	/** The same with types, where the database cannot guess them. */
	static String rows(List<String> types, int rows) {
		int columns = types.size();
		return IntStream.range(0, rows)
			.mapToObj((row) -> IntStream.range(0, columns)
				.mapToObj((column) -> "cast($" + (row * columns + column + 1) + " as " + types.get(column) + ")")
				.collect(Collectors.joining(", ", "(", ")")))
			.collect(Collectors.joining(", "));
	}

}
