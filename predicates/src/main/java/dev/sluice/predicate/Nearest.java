package dev.sluice.predicate;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The names that a misspelt one was probably meant to be. */
public final class Nearest {

	private static final int LONGEST = 64;

	private Nearest() {
	}

	/**
	 * Orders names by how many letters must be changed, added, left out or swapped.
	 * @param word what was written
	 * @param names what exists
	 * @param limit how many to return
	 * @return names, nearest first
	 */
	public static List<String> names(String word, Collection<String> names, int limit) {
		String lower = bounded(word);
		return names.stream()
			.sorted(Comparator.<String>comparingInt((name) -> distance(lower, bounded(name)))
				.thenComparing(Comparator.naturalOrder()))
			.limit(limit)
			.toList();
	}

	private static String bounded(String word) {
		String lower = word.toLowerCase(Locale.ROOT);
		return (lower.length() > LONGEST) ? lower.substring(0, LONGEST) : lower;
	}

	/** Levenshtein's distance, less what one of the words has in front of the other. */
	private static int distance(String left, String right) {
		if (!left.isEmpty() && right.startsWith(left)) {
			return 0;
		}
		int[] row = new int[right.length() + 1];
		for (int column = 0; column <= right.length(); column++) {
			row[column] = column;
		}
		for (int line = 1; line <= left.length(); line++) {
			int diagonal = row[0];
			row[0] = line;
			for (int column = 1; column <= right.length(); column++) {
				int change = diagonal + ((left.charAt(line - 1) == right.charAt(column - 1)) ? 0 : 1);
				diagonal = row[column];
				row[column] = Math.min(change, Math.min(row[column], row[column - 1]) + 1);
			}
		}
		return row[right.length()];
	}

}
