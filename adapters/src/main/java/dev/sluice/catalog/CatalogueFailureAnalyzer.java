package dev.sluice.catalog;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Tells a start that failed on the catalogue in one sentence instead of a stack trace.
 */
final class CatalogueFailureAnalyzer extends AbstractFailureAnalyzer<CatalogueException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, CatalogueException cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Correct the setting. docs/providers.md lists what is allowed and which setting goes first.", cause);
	}

}
