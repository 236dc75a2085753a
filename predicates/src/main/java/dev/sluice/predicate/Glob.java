package dev.sluice.predicate;

import java.util.List;
import java.util.Locale;

/**
 * A pattern in which {@code *} stands for any characters, slashes included, and {@code ?}
 * for one. Letter case does not count.
 */
final class Glob {

	private final String pattern;

	Glob(String pattern) {
		this.pattern = pattern.toLowerCase(Locale.ROOT);
	}

	/**
	 * Compiles the patterns of a route.
	 * @param patterns one or more patterns, each may itself be a list with commas
	 * @param predicate the predicate's name, for the error
	 * @return the patterns in their order
	 * @throws IllegalArgumentException when there is none
	 */
	static List<Glob> all(List<String> patterns, String predicate) {
		List<Glob> globs = Words.of(patterns).map(Glob::new).toList();
		if (globs.isEmpty()) {
			throw new IllegalArgumentException(
					predicate + " has nothing to compare with. Name at least one glob, such as " + predicate + "=*");
		}
		return globs;
	}

	boolean hasSlash() {
		return this.pattern.indexOf('/') >= 0;
	}

	/**
	 * Compares the end of a text.
	 * @param text any text
	 * @param from the first character to compare
	 * @return true when the pattern covers all of it
	 */
	boolean matches(String text, int from) {
		int at = from;
		int next = 0;
		int star = -1;
		int retry = from;
		while (at < text.length()) {
			if (next < this.pattern.length() && this.pattern.charAt(next) == '*') {
				star = next++;
				retry = at;
			}
			else if (next < this.pattern.length() && same(this.pattern.charAt(next), text.charAt(at))) {
				next++;
				at++;
			}
			else if (star >= 0) {
				next = star + 1;
				at = ++retry;
			}
			else {
				return false;
			}
		}
		while (next < this.pattern.length() && this.pattern.charAt(next) == '*') {
			next++;
		}
		return next == this.pattern.length();
	}

	private static boolean same(char expected, char actual) {
		return expected == '?' || expected == Character.toLowerCase(actual);
	}

	@Override
	public String toString() {
		return this.pattern;
	}

}
