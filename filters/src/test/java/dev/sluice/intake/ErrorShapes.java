package dev.sluice.intake;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.call.Dialect;
import dev.sluice.call.DialectFamily;

/** Tells whose error shape a body has. */
final class ErrorShapes {

	private static final JsonMapper JSON = new JsonMapper();

	private ErrorShapes() {
	}

	static DialectFamily familyOf(String dialect) {
		return Dialect.byId(dialect).family();
	}

	static DialectFamily dialectOf(String body) {
		JsonNode json = JSON.readTree(body);
		if (json.path("type").stringValue("").equals("error")) {
			return DialectFamily.ANTHROPIC;
		}
		if (json.path("error").isString()) {
			return DialectFamily.OLLAMA;
		}
		return json.path("error").has("status") ? DialectFamily.GEMINI : DialectFamily.OPENAI;
	}

}
