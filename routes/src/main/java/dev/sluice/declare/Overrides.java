package dev.sluice.declare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * Puts an operator's entries over the bundled ones. An entry with a bundled name takes
 * the place of the bundled one, so that the last rule stays the last; the others come
 * first.
 */
final class Overrides {

	private Overrides() {
	}

	/**
	 * Merges entries of one kind.
	 * @param <T> the kind
	 * @param what what the kind is called
	 * @param operator the operator's entries, in order
	 * @param bundled the bundled entries, in order
	 * @param replace combines an operator's entry with the bundled one that it overrides
	 * @param problems where to report what is wrong
	 * @return the entries that are wanted, in order
	 */
	static <T extends Entry> List<T> merge(String what, List<T> operator, List<T> bundled, BinaryOperator<T> replace,
			Problems problems) {
		Map<String, T> overriding = byId(what, operator, problems);
		Set<String> bundledIds = new HashSet<>(byId(what, bundled, problems).keySet());
		List<T> merged = new ArrayList<>();
		for (T entry : overriding.values()) {
			if (!bundledIds.contains(entry.id())) {
				merged.add(entry);
				refuseIdleRemoval(what, entry, bundledIds, problems);
			}
		}
		for (T entry : bundled) {
			T override = overriding.get(entry.id());
			merged.add((override != null) ? replace.apply(override, entry) : entry);
		}
		return merged.stream().filter(Entry::enabled).toList();
	}

	private static void refuseIdleRemoval(String what, Entry entry, Set<String> bundled, Problems problems) {
		if (!entry.enabled() && !entry.whole()) {
			problems.unknown(entry.place(), "bundled " + what, entry.id(), bundled);
		}
	}

	private static <T extends Entry> Map<String, T> byId(String what, List<T> entries, Problems problems) {
		Map<String, T> byId = new LinkedHashMap<>();
		for (T entry : entries) {
			T first = byId.putIfAbsent(entry.id(), entry);
			if (first != null) {
				problems.add(entry.place(), what + " '" + entry.id() + "' is declared already at " + first.place()
						+ "; rename or remove one of them");
			}
		}
		return byId;
	}

}
