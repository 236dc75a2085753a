package dev.sluice.chat.gemini;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.json.RawJson;

/**
 * Turns JSON Schema into the subset that older models take: definitions put in place,
 * alternatives and constants respelled, the rest told in descriptions or left out.
 */
final class SchemaSubset {

	private static final int DEEPEST = 32;

	private static final int MOST_NODES = 10_000;

	private static final Set<String> KEPT = Set.of("title", "minItems", "maxItems", "minProperties", "maxProperties",
			"minimum", "maximum", "minLength", "maxLength", "pattern", "default", "example", "nullable",
			"propertyOrdering");

	private static final Set<String> SILENT = Set.of("$schema", "$id", "$comment", "$defs", "definitions", "$anchor",
			"examples", "deprecated", "readOnly", "writeOnly", "strict");

	private static final Set<String> FORMATS = Set.of("date-time", "enum", "float", "double", "int32", "int64");

	private final ObjectNode root;

	private final Set<String> lost = new TreeSet<>();

	private final Deque<String> references = new ArrayDeque<>();

	private int nodes;

	private SchemaSubset(ObjectNode root) {
		this.root = root;
	}

	/**
	 * Converts a schema.
	 * @param schema plain JSON Schema
	 * @return the subset, and which keywords were lost
	 */
	static Converted of(RawJson schema) {
		JsonNode tree = Trees.read(schema);
		if (!(tree instanceof ObjectNode object)) {
			return new Converted(RawJson.EMPTY_OBJECT, Set.of());
		}
		SchemaSubset subset = new SchemaSubset(object);
		return new Converted(new RawJson(subset.convert(object).toString()), subset.lost);
	}

	private ObjectNode convert(ObjectNode in) {
		if (++this.nodes > MOST_NODES) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"A schema is too large for the chosen model once its definitions are put in place.")
				.param("tools");
		}
		JsonNode reference = in.path("$ref");
		if (reference.isString()) {
			return referenced(in, reference.asString());
		}
		ObjectNode out = in.objectNode();
		for (Map.Entry<String, JsonNode> member : in.properties()) {
			keyword(member.getKey(), member.getValue(), out);
		}
		complete(out);
		return out;
	}

	private ObjectNode referenced(ObjectNode in, String reference) {
		JsonNode found = resolve(reference);
		if (!(found instanceof ObjectNode object) || this.references.contains(reference)
				|| this.references.size() >= DEEPEST) {
			this.lost.add("$ref");
			return in.objectNode().put("type", "object");
		}
		this.references.push(reference);
		ObjectNode out = convert(object);
		this.references.pop();
		if (in.path("description").isString()) {
			out.set("description", in.path("description"));
		}
		return out;
	}

	private @Nullable JsonNode resolve(String reference) {
		if (reference.equals("#")) {
			return this.root;
		}
		return reference.startsWith("#/") ? this.root.at(JsonPointer.compile(reference.substring(1))) : null;
	}

	private void keyword(String name, JsonNode value, ObjectNode out) {
		switch (name) {
			case "description" -> SchemaWords.describe(out, value.asString(""));
			case "type" -> SchemaWords.type(value, out);
			case "enum" -> SchemaWords.choices(value, out);
			case "const" -> SchemaWords.constant(value, out);
			case "format" -> format(value, out);
			case "properties" -> properties(value, out);
			case "required" -> out.set("required", value);
			case "items" ->
				out.set("items", value.isObject() ? convert((ObjectNode) value) : Trees.object().put("type", "string"));
			case "prefixItems" -> {
				this.lost.add(name);
				alternatives(value, out.putObject("items"));
			}
			case "anyOf", "oneOf" -> alternatives(value, out);
			case "allOf" -> value.forEach((part) -> merge(part, out));
			case "additionalProperties" -> {
				if (!value.isBoolean()) {
					this.lost.add(name);
				}
			}
			default -> rest(name, value, out);
		}
	}

	private void rest(String name, JsonNode value, ObjectNode out) {
		if (KEPT.contains(name)) {
			out.set(name, value);
		}
		else if (value.isValueNode() && !name.startsWith("$") && !SILENT.contains(name)) {
			SchemaWords.describe(out, name + ": " + value.asString());
			this.lost.add(name);
		}
		else if (!SILENT.contains(name)) {
			this.lost.add(name);
		}
	}

	private void format(JsonNode value, ObjectNode out) {
		if (FORMATS.contains(value.asString(""))) {
			out.set("format", value);
		}
		else {
			SchemaWords.describe(out, "format: " + value.asString(""));
		}
	}

	private void properties(JsonNode value, ObjectNode out) {
		ObjectNode properties = out.putObject("properties");
		for (Map.Entry<String, JsonNode> property : value.properties()) {
			properties.set(property.getKey(), property.getValue() instanceof ObjectNode schema ? convert(schema)
					: properties.objectNode().put("type", "string"));
		}
	}

	private void alternatives(JsonNode value, ObjectNode out) {
		for (JsonNode part : value) {
			if (part.path("type").asString("").equals("null")) {
				out.put("nullable", true);
			}
			else if (part instanceof ObjectNode schema) {
				out.withArray("anyOf").add(convert(schema));
			}
		}
		// One alternative besides null is no choice.
		if (out.path("anyOf").size() == 1) {
			JsonNode only = out.path("anyOf").get(0);
			out.remove("anyOf");
			SchemaWords.merge((ObjectNode) only, out);
		}
	}

	private void merge(JsonNode part, ObjectNode out) {
		if (part instanceof ObjectNode schema) {
			SchemaWords.merge(convert(schema), out);
		}
	}

	private static void complete(ObjectNode out) {
		if (out.path("type").asString("").equals("array") && !out.has("items")) {
			out.putObject("items").put("type", "string");
		}
		if (out.path("properties").isEmpty()) {
			out.remove("properties");
			out.remove("required");
		}
		else {
			SchemaWords.onlyKnown(out);
			if (!out.has("type")) {
				out.put("type", "object");
			}
		}
	}

	/**
	 * A schema in the subset.
	 *
	 * @param schema the schema
	 * @param lost the keywords that it could not keep
	 */
	record Converted(RawJson schema, Set<String> lost) {

		/**
		 * Whether it describes nothing that arguments could hold.
		 */
		boolean bare() {
			return !this.schema.text().contains("\"properties\"") && !this.schema.text().contains("\"anyOf\"");
		}

	}

}
