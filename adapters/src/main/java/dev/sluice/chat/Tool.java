package dev.sluice.chat;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.json.RawJson;

/** A tool that a request offers. */
public sealed interface Tool {

	/**
	 * The name that calls use.
	 * @return the name; of hosted tools their type
	 */
	String name();

	/**
	 * A tool that takes a JSON object.
	 *
	 * @param name its name
	 * @param description what it does, or null
	 * @param schema the JSON Schema of its arguments, or null when it takes none
	 * @param strict whether arguments must match exactly, or null when not said
	 * @param cache a cache mark, or null
	 * @param extras what else the dialect said
	 */
	record Function(String name, @Nullable String description, @Nullable RawJson schema, @Nullable Boolean strict,
			@Nullable CacheMark cache, Extras extras) implements Tool {
	}

	/**
	 * A tool that takes free text.
	 *
	 * @param name its name
	 * @param description what it does, or null
	 * @param format the text's grammar in OpenAI's shape, or null
	 */
	record Custom(String name, @Nullable String description, @Nullable RawJson format) implements Tool {
	}

	/**
	 * A tool that the provider itself runs, known to one dialect only.
	 *
	 * @param origin that dialect
	 * @param name its type
	 * @param whole its whole description
	 */
	record Hosted(Dialect origin, String name, RawJson whole) implements Tool {
	}

}
