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
	 * Orders names by their distance, those that begin with the word first.
	 * @param word what was written
	 * @param names what exists
	 * @param limit how many to return
	 * @return names, nearest first
	 */
	public static List<String> names(String word, Collection<String> names, int limit) {
		String lower = bounded(word);
		return names.stream()
			.sorted(Comparator.<String>comparingInt((name) -> rank(lower, bounded(name)))
				.thenComparing(Comparator.naturalOrder()))
			.limit(limit)
			.toList();
	}

	private static String bounded(String word) {
		String lower = word.toLowerCase(Locale.ROOT);
		return (lower.length() > LONGEST) ? lower.substring(0, LONGEST) : lower;
	}

	private static int rank(String word, String name) {
		return (!word.isEmpty() && name.startsWith(word)) ? 0 : distance(word, name);
	}

	/**
	 * How many letters must be changed, added or left out to make one word of another.
	 * @param left one word
	 * @param right the other
	 * @return Levenshtein's distance
	 */
	public static int distance(String left, String right) {
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
