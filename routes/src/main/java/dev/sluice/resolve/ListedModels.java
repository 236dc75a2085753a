package dev.sluice.resolve;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.catalog.Model;
import dev.sluice.catalog.ModelListing;

/** Reads a provider's list of models. What cannot be used is left out. */
final class ListedModels {

	/** More than any provider lists. */
	private static final int MOST = 5000;

	private static final int LONGEST = 256;

	private static final String LATEST = ":latest";

	private static final String[] CONTEXT = { "context_length", "context_window", "max_context_length", "max_model_len",
			"max_input_tokens" };

	private static final String[] OUTPUT = { "max_completion_tokens", "max_output_tokens" };

	private ListedModels() {
	}

	/**
	 * Reads an answer.
	 * @param listing its shape
	 * @param body the bytes
	 * @return the models, each once, in the provider's order
	 * @throws IllegalArgumentException when it is no list of models
	 */
	static List<Model> read(ModelListing listing, byte[] body) {
		JsonNode root = JsonMapper.shared().readTree(body);
		JsonNode rows = root.isArray() ? root : root.path((listing == ModelListing.OLLAMA) ? "models" : "data");
		if (!rows.isArray()) {
			throw new IllegalArgumentException("the answer is no list of models");
		}
		List<Model> models = new ArrayList<>();
		Set<String> seen = new HashSet<>();
		for (JsonNode row : rows) {
			String id = id(row);
			if (id != null && models.size() < MOST && seen.add(id)) {
				models.add(new Model(id, text(row, "display_name"), first(row, CONTEXT), output(row), capabilities(row),
						List.of()));
			}
		}
		return List.copyOf(models);
	}

	/** A name that a client can write and a log can show. */
	private static @Nullable String id(JsonNode row) {
		String own = text(row, "id");
		String id = (own != null) ? own : text(row, "name");
		if (id == null || id.length() > LONGEST || id.isBlank() || id.endsWith("/")
				|| !id.chars().allMatch((letter) -> letter > ' ' && letter != 127)) {
			return null;
		}
		// Ollama finds its latest without being told.
		return id.endsWith(LATEST) ? id.substring(0, id.length() - LATEST.length()) : id;
	}

	private static @Nullable String text(JsonNode row, String field) {
		JsonNode value = row.path(field);
		return value.isString() ? value.asString() : null;
	}

	private static long output(JsonNode row) {
		long own = first(row, OUTPUT);
		return (own > 0) ? own : first(row.path("top_provider"), OUTPUT);
	}

	private static long first(JsonNode row, String[] fields) {
		for (String field : fields) {
			JsonNode value = row.path(field);
			if (value.isNumber() && value.decimalValue().compareTo(BigDecimal.ONE) >= 0 && value.canConvertToLong()) {
				return value.asLong();
			}
		}
		return -1;
	}

	/** What OpenRouter and Mistral tell; elsewhere nothing is known. */
	private static Set<String> capabilities(JsonNode row) {
		Set<String> found = new HashSet<>();
		for (JsonNode field : row.path("supported_parameters")) {
			switch (field.asString("")) {
				case "tools" -> found.add("tools");
				case "reasoning" -> found.add("reasoning");
				default -> {
				}
			}
		}
		for (JsonNode kind : row.path("architecture").path("input_modalities")) {
			found.add(kind.asString("").equals("image") ? "vision" : kind.asString("").equals("audio") ? "audio" : "");
		}
		JsonNode told = row.path("capabilities");
		add(found, told, "completion_chat", "chat");
		add(found, told, "function_calling", "tools");
		add(found, told, "vision", "vision");
		found.remove("");
		return Set.copyOf(found);
	}

	private static void add(Set<String> found, JsonNode told, String field, String capability) {
		if (told.path(field).isBoolean() && told.path(field).asBoolean()) {
			found.add(capability);
		}
	}

}
