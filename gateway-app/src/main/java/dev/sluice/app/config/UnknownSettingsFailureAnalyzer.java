package dev.sluice.app.config;

import java.util.stream.Collectors;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which settings do not exist, where they stand, and what was probably meant. */
final class UnknownSettingsFailureAnalyzer extends AbstractFailureAnalyzer<UnknownSettingsException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnknownSettingsException cause) {
		String description = cause.lines()
			.stream()
			.collect(Collectors.joining("\n    ", "These settings do not exist:\n\n    ", ""));
		return new FailureAnalysis(description,
				"Correct or remove them, and start again. docs/configuration.md lists all that exist.", cause);
	}

}
