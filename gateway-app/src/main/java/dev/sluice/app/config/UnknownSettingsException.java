package dev.sluice.app.config;

import java.util.List;

/** Something is set that does not exist, so whoever set it would wait for its effect. */
final class UnknownSettingsException extends IllegalStateException {

	private final List<String> lines;

	UnknownSettingsException(List<String> lines) {
		super("Unknown settings:\n" + String.join("\n", lines));
		this.lines = List.copyOf(lines);
	}

	List<String> lines() {
		return this.lines;
	}

}
