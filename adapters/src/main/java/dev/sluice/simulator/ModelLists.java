package dev.sluice.simulator;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Lists a few models in each family's shape; a single model may have any name.
 */
final class ModelLists {

	private static final List<String> NAMES = List.of("sim", "gpt-4o", "gpt-4o-mini", "claude-sonnet-5-5",
			"gemini-2.5-flash", "llama3.2");

	private static final long CREATED = 1_767_225_600;

	private ModelLists() {
	}

	static Map<String, Object> all(Ask ask) {
		return switch (ask.endpoint()) {
			case ANTHROPIC_MODELS -> Json.object("data", each(ModelLists::anthropic), "has_more", false, "first_id",
					NAMES.get(0), "last_id", NAMES.get(NAMES.size() - 1));
			case GEMINI_MODELS -> Json.object("models", each(ModelLists::gemini));
			case OLLAMA_TAGS -> Json.object("models", each(ModelLists::ollama));
			case OLLAMA_VERSION -> Json.object("version", "0.0.0-simulated");
			default -> Json.object("object", "list", "data", each(ModelLists::openAi));
		};
	}

	static Map<String, Object> one(Ask ask) {
		return switch (ask.endpoint()) {
			case ANTHROPIC_MODEL -> anthropic(ask.model());
			case GEMINI_MODEL -> gemini(ask.model());
			default -> openAi(ask.model());
		};
	}

	private static List<Object> each(Function<String, Object> shape) {
		return NAMES.stream().map(shape).toList();
	}

	private static Map<String, Object> openAi(String name) {
		return Json.object("id", name, "object", "model", "created", CREATED, "owned_by", "simulated");
	}

	private static Map<String, Object> anthropic(String name) {
		return Json.object("type", "model", "id", name, "display_name", "Simulated " + name, "created_at",
				"2026-01-01T00:00:00Z", "lifecycle", "active", "max_input_tokens", 200_000, "max_tokens", 64_000,
				"capabilities", null);
	}

	private static Map<String, Object> gemini(String name) {
		return Json.object("name", "models/" + name, "version", "simulated", "displayName", "Simulated " + name,
				"inputTokenLimit", 1_000_000, "outputTokenLimit", 64_000, "supportedGenerationMethods",
				List.of("generateContent", "countTokens", "embedContent", "batchEmbedContents"));
	}

	private static Map<String, Object> ollama(String name) {
		return Json.object("name", name + ":latest", "model", name + ":latest", "modified_at", "2026-01-01T00:00:00Z",
				"size", 0, "digest", "simulated", "details", Json.object("format", "simulated", "family", "simulated",
						"families", List.of("simulated"), "parameter_size", "0B", "quantization_level", "none"));
	}

}
