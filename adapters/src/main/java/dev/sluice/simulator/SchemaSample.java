package dev.sluice.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes up a value that fits a JSON Schema roughly: types, enums, constants, defaults,
 * required members, references inside the schema, the first of alternatives.
 */
final class SchemaSample {

	private static final int MAX_DEPTH = 12;

	private final JsonNode root;

	private SchemaSample(JsonNode root) {
		this.root = root;
	}

	static Object of(JsonNode schema) {
		return new SchemaSample(schema).value(schema, 0);
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> object(JsonNode schema) {
		return (of(schema) instanceof Map<?, ?> members) ? (Map<String, Object>) members : Json.object();
	}

	private Object value(JsonNode schema, int depth) {
		JsonNode meant = meant(schema, depth);
		JsonNode given = given(meant);
		if (given != null) {
			return given;
		}
		return switch (type(meant)) {
			case "object" -> members(meant, depth);
			case "array" -> (depth < MAX_DEPTH) ? List.of(value(meant.path("items"), depth + 1)) : List.of();
			case "integer" -> (long) number(meant);
			case "number" -> number(meant);
			case "boolean" -> true;
			default -> text(meant);
		};
	}

	private JsonNode meant(JsonNode schema, int depth) {
		for (String alternatives : List.of("anyOf", "oneOf", "allOf")) {
			JsonNode first = schema.path(alternatives).path(0);
			if (!first.isMissingNode() && depth < MAX_DEPTH) {
				return meant(first, depth + 1);
			}
		}
		String reference = schema.path("$ref").asString("");
		if (reference.startsWith("#") && depth < MAX_DEPTH) {
			return meant(this.root.at(reference.substring(1)), depth + 1);
		}
		return schema;
	}

	private static @Nullable JsonNode given(JsonNode schema) {
		for (JsonNode given : List.of(schema.path("const"), schema.path("default"), schema.path("enum").path(0))) {
			if (!given.isMissingNode()) {
				return given;
			}
		}
		return null;
	}

	private static String type(JsonNode schema) {
		JsonNode type = schema.path("type").isArray() ? schema.path("type").path(0) : schema.path("type");
		String name = type.asString("").toLowerCase(Locale.ROOT);
		return (name.isEmpty() && schema.has("properties")) ? "object" : name;
	}

	private Map<String, Object> members(JsonNode schema, int depth) {
		Map<String, Object> members = new LinkedHashMap<>();
		if (depth < MAX_DEPTH) {
			schema.path("properties")
				.properties()
				.forEach((property) -> members.put(property.getKey(), value(property.getValue(), depth + 1)));
		}
		return members;
	}

	private static double number(JsonNode schema) {
		return schema.path("minimum").asDouble(Math.min(1, schema.path("maximum").asDouble(1)));
	}

	private static String text(JsonNode schema) {
		return switch (schema.path("format").asString("")) {
			case "date-time" -> "2026-01-01T00:00:00Z";
			case "date" -> "2026-01-01";
			case "uri" -> "https://simulated.example";
			case "email" -> "simulated@example.com";
			default -> "simulated" + " ".repeat(Math.max(0, Math.min(1000, schema.path("minLength").asInt(0)) - 9));
		};
	}

}
