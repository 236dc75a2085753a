package dev.sluice.declare;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints all problems of the route files when they refuse the start. */
final class InvalidRoutesFailureAnalyzer extends AbstractFailureAnalyzer<InvalidRoutesException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidRoutesException cause) {
		String description = "The route files cannot be used:\n\n" + Problems.lines(cause.problems());
		return new FailureAnalysis(description,
				"Correct the places named above and start again. docs/routes.md describes the format.", cause);
	}

}
