package dev.sluice.catalog;

import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** How an upstream lists the models that it serves. */
public enum ModelListing {

	/** Not at all, or in a shape that nobody reads. */
	NONE,
	/** {@code GET /models}: OpenAI's list, whatever more its rows hold. */
	OPENAI,
	/** {@code GET /api/tags} of an Ollama server. */
	OLLAMA;

	/**
	 * The name used in catalogue files and properties.
	 * @return lower case
	 */
	public String id() {
		return name().toLowerCase(Locale.ROOT);
	}

	static @Nullable ModelListing byId(String id) {
		return Arrays.stream(values()).filter((listing) -> listing.id().equals(id)).findFirst().orElse(null);
	}

}
