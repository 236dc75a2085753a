package dev.sluice.chat;

import org.jspecify.annotations.Nullable;

import dev.sluice.chat.json.RawJson;

/** The form that the answer's text must have. */
public sealed interface OutputFormat {

	/** Any text, said expressly. */
	record PlainText() implements OutputFormat {
	}

	/** Any JSON object. */
	record JsonObject() implements OutputFormat {
	}

	/**
	 * JSON that matches a schema.
	 *
	 * @param name the schema's name, or null in dialects without one
	 * @param description what it is for, or null
	 * @param schema the JSON Schema
	 * @param strict whether to match exactly, or null when not said
	 */
	record JsonSchema(@Nullable String name, @Nullable String description, RawJson schema,
			@Nullable Boolean strict) implements OutputFormat {
	}

}
