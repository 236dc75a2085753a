package dev.sluice.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The names that a misspelt one may have meant, by edit distance, letter case aside. */
public final class NearestNames {

	private static final int LONGEST = 64;

	private static final int MOST = 3;

	private NearestNames() {
	}

	/**
	 * Picks the nearest names.
	 * @param wanted what was asked for
	 * @param names what there is
	 * @return at most three names, nearest first
	 */
	public static List<String> of(String wanted, Collection<String> names) {
		String start = normal(wanted);
		return names.stream()
			.distinct()
			.map((name) -> new Candidate(name, distance(start, normal(name))))
			.sorted(Comparator.comparingInt(Candidate::distance))
			.limit(MOST)
			.map(Candidate::name)
			.toList();
	}

	private static String normal(String name) {
		return ((name.length() > LONGEST) ? name.substring(0, LONGEST) : name).toLowerCase(Locale.ROOT);
	}

	private static int distance(String one, String other) {
		int[] above = new int[other.length() + 1];
		for (int column = 0; column < above.length; column++) {
			above[column] = column;
		}
		for (int row = 1; row <= one.length(); row++) {
			above = nextRow(one.charAt(row - 1), other, above, row);
		}
		return above[other.length()];
	}

	private static int[] nextRow(char letter, String other, int[] above, int row) {
		int[] current = new int[above.length];
		current[0] = row;
		for (int column = 1; column < current.length; column++) {
			int change = above[column - 1] + ((letter == other.charAt(column - 1)) ? 0 : 1);
			current[column] = Math.min(change, Math.min(above[column], current[column - 1]) + 1);
		}
		return current;
	}

	private record Candidate(String name, int distance) {
	}

}
