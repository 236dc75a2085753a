package dev.sluice.predicate;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of a predicate's arguments. */
final class Words {

	private Words() {
	}

	/**
	 * Cuts lists at commas, because expanded YAML hands over {@code a,b} as one word.
	 * @param values the arguments as bound
	 * @return the words, trimmed, without empty ones
	 */
	static Stream<String> of(List<String> values) {
		return values.stream()
			.flatMap((value) -> Arrays.stream(value.split(",")))
			.map(String::trim)
			.filter((word) -> !word.isEmpty());
	}

	/**
	 * Looks every word up among those allowed.
	 * @param <T> what the words stand for
	 * @param values the arguments as bound
	 * @param allowed what there is, by its name
	 * @param kind what the words are, for the error
	 * @return what the words stand for
	 * @throws IllegalArgumentException when a word is unknown or there is none
	 */
	static <T> List<T> among(List<String> values, Map<String, T> allowed, String kind) {
		List<T> found = of(values).map((word) -> {
			T value = allowed.get(word);
			if (value == null) {
				throw new IllegalArgumentException("'" + word + "' is no " + kind + ". Did you mean "
						+ nearest(word, allowed) + "? Allowed are " + sorted(allowed) + ".");
			}
			return value;
		}).toList();
		if (found.isEmpty()) {
			throw new IllegalArgumentException(
					"No " + kind + " is named. Name one or more of " + sorted(allowed) + ".");
		}
		return found;
	}

	static <T> Map<String, T> byName(T[] values, Function<T, String> name) {
		return Arrays.stream(values).collect(Collectors.toUnmodifiableMap(name, Function.identity()));
	}

	private static String sorted(Map<String, ?> allowed) {
		return allowed.keySet().stream().sorted().collect(Collectors.joining(", "));
	}

	private static String nearest(String word, Map<String, ?> allowed) {
		return String.join(" or ", Nearest.names(word, allowed.keySet(), 2));
	}

}
