package dev.sluice.resolve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/** Writes models in the two shapes that clients read. */
final class ModelJson {

	/**
	 * When a model was made is not in the catalogue; both APIs take the epoch for
	 * unknown.
	 */
	private static final String UNKNOWN_DATE = "1970-01-01T00:00:00Z";

	private static final JsonMapper JSON = JsonMapper.shared();

	private ModelJson() {
	}

	/** The list that OpenAI clients read, with the same names once more by provider. */
	static byte[] openAiList(List<ListedModel> models) {
		List<Map<String, Object>> data = new ArrayList<>();
		Map<String, List<String>> byProvider = new LinkedHashMap<>();
		for (ListedModel model : models) {
			data.add(openAi(model));
			byProvider.computeIfAbsent(model.provider(), (name) -> new ArrayList<>()).add(model.id());
		}
		Map<String, Object> list = new LinkedHashMap<>();
		list.put("object", "list");
		list.put("data", data);
		list.put("models", byProvider);
		return JSON.writeValueAsBytes(list);
	}

	static byte[] openAiModel(ListedModel model) {
		return JSON.writeValueAsBytes(openAi(model));
	}

	static byte[] anthropicPage(List<ListedModel> page, boolean more) {
		Map<String, Object> list = new LinkedHashMap<>();
		list.put("data", page.stream().map(ModelJson::anthropic).toList());
		list.put("has_more", more);
		list.put("first_id", page.isEmpty() ? null : page.get(0).id());
		list.put("last_id", page.isEmpty() ? null : page.get(page.size() - 1).id());
		return JSON.writeValueAsBytes(list);
	}

	static byte[] anthropicModel(ListedModel model) {
		return JSON.writeValueAsBytes(anthropic(model));
	}

	private static Map<String, Object> openAi(ListedModel model) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("id", model.id());
		json.put("object", "model");
		json.put("created", 0);
		json.put("owned_by", model.provider());
		json.put("provider", model.provider());
		if (!model.capabilities().isEmpty()) {
			json.put("capabilities", model.capabilities().stream().sorted().toList());
		}
		if (model.contextTokens() > 0) {
			json.put("context_length", model.contextTokens());
		}
		if (model.outputTokens() > 0) {
			json.put("max_output_tokens", model.outputTokens());
		}
		return json;
	}

	private static Map<String, Object> anthropic(ListedModel model) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("type", "model");
		json.put("id", model.id());
		json.put("display_name", model.displayName());
		json.put("created_at", UNKNOWN_DATE);
		// What is listed can be called; Anthropic's clients demand the word.
		json.put("lifecycle", "active");
		if (model.contextTokens() > 0) {
			json.put("max_input_tokens", model.contextTokens());
		}
		if (model.outputTokens() > 0) {
			json.put("max_tokens", model.outputTokens());
		}
		return json;
	}

}
