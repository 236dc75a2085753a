package dev.sluice.chat.gemini;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.chat.json.RawJson;

/** Reads and makes what is rewritten as trees: schemas and probabilities. */
final class Trees {

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private Trees() {
	}

	static ObjectNode object() {
		return JSON.createObjectNode();
	}

	static JsonNode read(RawJson json) {
		return JSON.readTree(json.text());
	}

}
