package dev.sluice.auth;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells whoever starts the gateway how to make it safe. */
final class UnsafeBindingFailureAnalyzer extends AbstractFailureAnalyzer<UnsafeBindingException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnsafeBindingException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
	}

}
