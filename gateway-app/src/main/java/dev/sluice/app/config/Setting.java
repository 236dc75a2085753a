package dev.sluice.app.config;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One setting, as the configuration metadata of our jars describes it.
 *
 * @param name its property name, in canonical form
 * @param type the Java type of its value
 * @param description what it means
 * @param defaultValue its value unless it is set, or null when there is none to show
 */
record Setting(String name, String type, String description, @Nullable Object defaultValue) {

	private static final String OURS = "sluice.";

	boolean ours() {
		return this.name.startsWith(OURS);
	}

	/** Whether names below this one belong to it, and are judged by whoever binds it. */
	boolean open() {
		return this.type.startsWith("java.util.") || this.type.endsWith("[]");
	}

	/** The environment variable that sets it. */
	String variable() {
		return this.name.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", "");
	}

	/** The same, as most people write it; Boot reads both. */
	String variableWithDashes() {
		return this.name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
	}

}
