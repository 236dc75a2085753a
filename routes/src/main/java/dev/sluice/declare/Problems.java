package dev.sluice.declare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import dev.sluice.predicate.Nearest;

/** The problems found so far, all of which are reported together. */
final class Problems {

	/** More would only hide the first ones. */
	static final int LIMIT = 200;

	private final List<Problem> found = new ArrayList<>();

	void add(Place place, String text) {
		Problem problem = new Problem(place.file(), place.line(), place.column(), text);
		if (this.found.size() < LIMIT && !this.found.contains(problem)) {
			this.found.add(problem);
		}
	}

	/**
	 * Reports a name that does not exist, with the nearest that do.
	 * @param place where it stands
	 * @param what what it is called, such as {@code key}
	 * @param name the name
	 * @param known what exists
	 */
	void unknown(Place place, String what, String name, Collection<String> known) {
		List<String> nearest = Nearest.names(name, known, 3);
		add(place, "unknown " + what + " '" + name + "'; "
				+ (nearest.isEmpty() ? "there is none" : "did you mean " + String.join(", ", nearest) + "?"));
	}

	boolean none() {
		return this.found.isEmpty();
	}

	int count() {
		return this.found.size();
	}

	List<Problem> list() {
		return List.copyOf(this.found);
	}

	static String lines(List<Problem> problems) {
		return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
	}

}
