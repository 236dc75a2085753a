package dev.sluice.chat.gemini;

import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Respells single keywords of schemas. */
final class SchemaWords {

	private SchemaWords() {
	}

	static void describe(ObjectNode out, String text) {
		String before = out.path("description").asString("");
		if (!text.isEmpty()) {
			out.put("description", before.isEmpty() ? text : before + " (" + text + ")");
		}
	}

	static void type(JsonNode value, ObjectNode out) {
		if (!value.isArray()) {
			out.set("type", value);
			return;
		}
		ArrayNode types = out.arrayNode();
		for (JsonNode type : value) {
			if (type.asString("").equals("null")) {
				out.put("nullable", true);
			}
			else {
				types.add(type);
			}
		}
		if (types.size() == 1) {
			out.set("type", types.get(0));
		}
		else {
			types.forEach((type) -> out.withArray("anyOf").addObject().set("type", type));
		}
	}

	// Only texts may be listed.
	static void choices(JsonNode value, ObjectNode out) {
		ArrayNode texts = out.arrayNode();
		StringBuilder others = new StringBuilder();
		for (JsonNode choice : value) {
			if (choice.isString()) {
				texts.add(choice);
			}
			else if (choice.isNull()) {
				out.put("nullable", true);
			}
			else {
				others.append(others.isEmpty() ? "" : ", ").append(choice);
			}
		}
		if (!others.isEmpty()) {
			texts.forEach((text) -> others.append(", ").append(text));
			describe(out, "one of: " + others);
		}
		else if (!texts.isEmpty()) {
			out.set("enum", texts);
			if (!out.has("type")) {
				out.put("type", "string");
			}
		}
	}

	static void constant(JsonNode value, ObjectNode out) {
		if (value.isString()) {
			out.putArray("enum").add(value);
			out.put("type", "string");
		}
		else {
			describe(out, "always: " + value);
		}
	}

	static void merge(ObjectNode from, ObjectNode into) {
		for (Map.Entry<String, JsonNode> member : from.properties()) {
			JsonNode here = into.path(member.getKey());
			if (here instanceof ObjectNode object && member.getValue() instanceof ObjectNode more) {
				more.properties().forEach((inner) -> object.set(inner.getKey(), inner.getValue()));
			}
			else if (here instanceof ArrayNode list && member.getValue() instanceof ArrayNode more) {
				list.addAll(more);
			}
			else if (here.isMissingNode()) {
				into.set(member.getKey(), member.getValue());
			}
		}
	}

	static void onlyKnown(ObjectNode out) {
		if (!(out.path("required") instanceof ArrayNode required)) {
			return;
		}
		ArrayNode known = out.arrayNode();
		for (JsonNode name : required) {
			if (out.path("properties").has(name.asString(""))) {
				known.add(name);
			}
		}
		if (known.isEmpty()) {
			out.remove("required");
		}
		else {
			out.set("required", known);
		}
	}

}
