package dev.sluice.declare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is different between two sets, in one line. */
final class RouteDiff {

	private RouteDiff() {
	}

	static String of(Map<String, Object> before, Map<String, Object> after) {
		List<String> added = new ArrayList<>();
		List<String> changed = new ArrayList<>();
		after.forEach((key, content) -> {
			Object earlier = before.get(key);
			if (earlier == null) {
				added.add(key);
			}
			else if (!earlier.equals(content)) {
				changed.add(key);
			}
		});
		List<String> removed = before.keySet().stream().filter((key) -> !after.containsKey(key)).toList();
		String line = part("added", added) + part("changed", changed) + part("removed", removed);
		return line.isEmpty() ? "another order" : line.substring(2);
	}

	private static String part(String verb, List<String> keys) {
		return keys.isEmpty() ? "" : keys.stream().collect(Collectors.joining(", ", "; " + verb + " ", ""));
	}

}
