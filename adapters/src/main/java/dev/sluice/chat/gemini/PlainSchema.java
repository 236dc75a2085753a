package dev.sluice.chat.gemini;

import java.util.Locale;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.chat.json.RawJson;

/** Turns this API's own kind of schema into plain JSON Schema. */
final class PlainSchema {

	private PlainSchema() {
	}

	static RawJson of(RawJson own) {
		JsonNode tree = Trees.read(own);
		return tree.isObject() ? new RawJson(plain((ObjectNode) tree).toString()) : RawJson.EMPTY_OBJECT;
	}

	private static ObjectNode plain(ObjectNode own) {
		ObjectNode plain = own.objectNode();
		for (Map.Entry<String, JsonNode> member : own.properties()) {
			member(Words.camel(member.getKey()), member.getValue(), plain);
		}
		if (own.path("nullable").asBoolean(false) && plain.path("type").isString()) {
			plain.putArray("type").add(own.path("type").asString().toLowerCase(Locale.ROOT)).add("null");
		}
		return plain;
	}

	private static void member(String name, JsonNode value, ObjectNode plain) {
		switch (name) {
			case "type" -> type(value, plain);
			case "nullable", "propertyOrdering" -> {
			}
			case "example" -> plain.putArray("examples").add(value);
			case "properties", "$defs", "definitions" -> properties(name, value, plain);
			case "items", "additionalProperties", "not" ->
				plain.set(name, value.isObject() ? plain((ObjectNode) value) : value);
			case "anyOf", "oneOf", "allOf", "prefixItems" -> list(name, value, plain);
			// Whole numbers of 64 bits travel as texts here.
			case "minItems", "maxItems", "minProperties", "maxProperties", "minLength", "maxLength" ->
				plain.set(name, value.isString() ? plain.numberNode(value.asLong(0)) : value);
			default -> plain.set(name, value);
		}
	}

	private static void type(JsonNode value, ObjectNode plain) {
		if (value.isString() && !value.asString().equals("TYPE_UNSPECIFIED")) {
			plain.put("type", value.asString().toLowerCase(Locale.ROOT));
		}
		else if (value.isArray()) {
			plain.set("type", value);
		}
	}

	private static void properties(String name, JsonNode value, ObjectNode plain) {
		ObjectNode properties = plain.putObject(name);
		for (Map.Entry<String, JsonNode> property : value.properties()) {
			JsonNode schema = property.getValue();
			properties.set(property.getKey(), schema.isObject() ? plain((ObjectNode) schema) : schema);
		}
	}

	private static void list(String name, JsonNode value, ObjectNode plain) {
		ArrayNode list = plain.putArray(name);
		value.forEach((schema) -> list.add(schema.isObject() ? plain((ObjectNode) schema) : schema));
	}

}
