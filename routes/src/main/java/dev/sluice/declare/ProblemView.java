package dev.sluice.declare;

/**
 * A problem as the administration API shows it.
 *
 * @param file the file
 * @param line the line, from 1
 * @param column the column, from 1
 * @param message what is wrong; what to do
 */
record ProblemView(String file, int line, int column, String message) {

	static ProblemView of(Problem problem) {
		return new ProblemView(problem.file(), problem.line(), problem.column(), problem.text());
	}

}
