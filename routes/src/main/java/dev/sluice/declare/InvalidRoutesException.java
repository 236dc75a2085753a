package dev.sluice.declare;

import java.util.List;

/** The route files cannot be used. Carries everything that is wrong with them. */
public final class InvalidRoutesException extends RuntimeException {

	private final transient List<Problem> problems;

	/**
	 * Creates the failure.
	 * @param problems what is wrong, at least one thing
	 */
	public InvalidRoutesException(List<Problem> problems) {
		super("Route files cannot be used:\n" + Problems.lines(problems));
		this.problems = List.copyOf(problems);
	}

	/**
	 * What is wrong.
	 * @return in the order of the files
	 */
	public List<Problem> problems() {
		return this.problems;
	}

}
