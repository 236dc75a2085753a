package dev.sluice.price;

import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Finds the name that a dated one is a release of: {@code gpt-4o-2024-08-06} is a
 * {@code gpt-4o}, but {@code gpt-4o-mini} is not.
 */
final class DatedName {

	// No date is longer, and what a client sends as a name can be.
	private static final int LONGEST = 24;

	private static final Pattern DATE = Pattern.compile("[-@:](?:latest|20\\d\\d-\\d\\d-\\d\\d|20\\d{6}|\\d{6}|\\d{4}"
			+ "|00\\d|\\d\\d-20\\d\\d|preview-\\d\\d-\\d{2,4})(?:-preview|-v\\d{1,2}(?::\\d{1,2})?)?");

	private DatedName() {
	}

	/**
	 * Looks a name up, then the longest beginning that it is a release of.
	 * @param name what is asked for
	 * @param table finds by a whole name
	 * @return what the table holds, or null
	 */
	static <T> @Nullable T find(String name, Function<String, @Nullable T> table) {
		T found = table.apply(name);
		int least = Math.max(1, name.length() - LONGEST);
		for (int at = name.length() - 1; found == null && at >= least; at--) {
			char letter = name.charAt(at);
			boolean border = letter == '-' || letter == '@' || letter == ':';
			if (border && DATE.matcher(name).region(at, name.length()).matches()) {
				found = table.apply(name.substring(0, at));
			}
		}
		return found;
	}

}
