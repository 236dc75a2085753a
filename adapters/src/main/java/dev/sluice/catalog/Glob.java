package dev.sluice.catalog;

/**
 * A pattern over model names, letter case aside: {@code *} is any run of characters,
 * {@code ?} any single one. Matching allocates nothing.
 */
public final class Glob {

	private final String pattern;

	private final boolean all;

	/**
	 * Creates a pattern.
	 * @param pattern the text
	 */
	public Glob(String pattern) {
		this.pattern = pattern;
		this.all = !pattern.isEmpty() && pattern.chars().allMatch((letter) -> letter == '*');
	}

	/**
	 * Whether every name matches.
	 * @return true for nothing but stars
	 */
	public boolean matchesAll() {
		return this.all;
	}

	/**
	 * Whether a name matches as a whole.
	 * @param text the name
	 * @return true when it does
	 */
	public boolean matches(String text) {
		int place = 0;
		int at = 0;
		int star = -1;
		int starAt = 0;
		while (at < text.length()) {
			if (place < this.pattern.length() && this.pattern.charAt(place) == '*') {
				star = place++;
				starAt = at;
			}
			else if (place < this.pattern.length() && same(this.pattern.charAt(place), text.charAt(at))) {
				place++;
				at++;
			}
			else if (star != -1) {
				place = star + 1;
				at = ++starAt;
			}
			else {
				return false;
			}
		}
		while (place < this.pattern.length() && this.pattern.charAt(place) == '*') {
			place++;
		}
		return place == this.pattern.length();
	}

	private static boolean same(char wanted, char letter) {
		return wanted == '?' || wanted == letter || Character.toLowerCase(wanted) == Character.toLowerCase(letter);
	}

}
