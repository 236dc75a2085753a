package dev.sluice.declare;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.cloud.gateway.support.Configurable;
import org.springframework.cloud.gateway.support.ShortcutConfigurable;

/**
 * The JSON Schema of route files, made of the predicates, filters and strategies that are
 * registered, so that editors can complete and check them.
 */
public final class RouteSchema {

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private final RouteFactories factories;

	private final RouteMetadata metadata;

	private final ConfigSchema configs = new ConfigSchema(MAPPER);

	RouteSchema(RouteFactories factories, RouteMetadata metadata) {
		this.factories = factories;
		this.metadata = metadata;
	}

	/**
	 * Writes the schema.
	 * @return JSON text, the same for the same predicates, filters and strategies
	 */
	public String generate() {
		ObjectNode schema = NODES.objectNode();
		schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
		schema.put("title", "Sluice route file");
		object(schema, "Routes, rules, aliases and groups of a Sluice gateway.");
		ObjectNode sections = schema.putObject("properties");
		list(sections.putObject("routes"), "Routes, in the order in which they are tried.", "#/$defs/route");
		list(sections.putObject("rules"), "Rules that find the provider of a model; the first match decides.",
				"#/$defs/rule");
		named(sections.putObject("aliases"), "Names for one provider/model, or for several, preferred first.",
				"^[^/]+/.+$");
		named(sections.putObject("groups"), "Sets of provider/model or provider, preferred first.", "^[^/]+(/.+)?$");
		ObjectNode definitions = schema.putObject("$defs");
		route(definitions.putObject("route"));
		rule(definitions.putObject("rule"));
		line(definitions.putObject("predicate"), "predicate", this.factories.predicates(), true);
		line(definitions.putObject("filter"), "filter", this.factories.filters(), false);
		return MAPPER.writeValueAsString(schema) + "\n";
	}

	private void route(ObjectNode route) {
		object(route, "One route. An id of a bundled route overrides it.");
		route.putArray("required").add("id");
		ObjectNode properties = route.putObject("properties");
		text(properties.putObject("id"), "Name of the route, unique among all files.");
		text(properties.putObject("uri"),
				"Where it leads: ai://auto, ai://registry, ai://provider/NAME, ai://tier/NAME, ai://group/NAME, "
						+ "ai://model/ALIAS, or any address that Spring Cloud Gateway takes.")
			.putArray("examples")
			.add("ai://auto")
			.add("ai://provider/openai");
		described(properties.putObject("order"), "integer",
				"Order among all routes of the gateway, lowest first. Bundled routes have 10000.")
			.put("default", 0);
		enabled(properties.putObject("enabled"));
		list(properties.putObject("predicates"), "When the route applies: all must be true.", "#/$defs/predicate");
		list(properties.putObject("filters"), "What is done on the way.", "#/$defs/filter");
		metadata(properties.putObject("metadata"));
	}

	private void metadata(ObjectNode metadata) {
		described(metadata, "object", "Settings of the route. Others than these are passed on as they are.");
		ObjectNode properties = metadata.putObject("properties");
		new TreeMap<>(RouteMetadata.KEYS)
			.forEach((key, description) -> properties.putObject(key).put("description", description));
		for (String key : RouteMetadata.KEYS.keySet()) {
			if (key.endsWith("-timeout")) {
				properties.withObject(key).putArray("type").add("string").add("integer");
			}
		}
		properties.withObject(RouteMetadata.ATTEMPTS).put("type", "integer").put("minimum", 1).put("maximum", 20);
		names(properties.withObject(RouteMetadata.STRATEGY).put("type", "string"), this.metadata.strategies());
	}

	private static void rule(ObjectNode rule) {
		object(rule, "One rule. An id of a bundled rule overrides it in its place.");
		ObjectNode properties = rule.putObject("properties");
		text(properties.putObject("id"), "Name of the rule. Its glob when missing.");
		text(properties.putObject("match"), "Glob over the model, such as gpt-4*; '*' matches all.");
		text(properties.putObject("provider"), "The provider that serves it.");
		list(properties.putObject("providers"), "The providers that serve it, preferred first.", "").putObject("items")
			.put("type", "string");
		enabled(properties.putObject("enabled"));
	}

	private <F extends ShortcutConfigurable & Configurable<?>> void line(ObjectNode line, String what,
			Map<String, F> registered, boolean needsArguments) {
		ArrayNode forms = line.putArray("anyOf");
		ObjectNode shortcut = forms.addObject();
		text(shortcut, "Short form of a " + what + ": Name=argument,argument.");
		String names = String.join("|", registered.keySet());
		shortcut.put("pattern", "^(" + names + ")" + (needsArguments ? "=" : "(=|$)"));
		ArrayNode examples = shortcut.putArray("examples");
		registered.forEach((name, factory) -> examples
			.add((factory.shortcutFieldOrder().isEmpty() && !needsArguments) ? name : name + "="));
		registered.forEach((name, factory) -> {
			ObjectNode form = forms.addObject();
			object(form, "");
			form.putArray("required").add("name");
			ObjectNode properties = form.putObject("properties");
			properties.putObject("name").put("const", name);
			this.configs.describe(properties.putObject("args"), name, factory);
		});
	}

	private static void named(ObjectNode section, String description, String pattern) {
		described(section, "object", description);
		ArrayNode forms = section.putObject("additionalProperties").putArray("anyOf");
		forms.addObject().put("type", "string").put("pattern", pattern);
		forms.addObject()
			.put("type", "array")
			.put("minItems", 1)
			.putObject("items")
			.put("type", "string")
			.put("pattern", pattern);
		ObjectNode removal = forms.addObject();
		object(removal, "Removes a bundled one.");
		removal.putObject("properties").putObject("enabled").put("const", false);
		removal.putArray("required").add("enabled");
	}

	private static void names(ObjectNode node, Collection<String> names) {
		ArrayNode values = node.putArray("enum");
		new TreeSet<>(names).forEach(values::add);
	}

	private static ObjectNode list(ObjectNode node, String description, String reference) {
		described(node, "array", description);
		if (!reference.isEmpty()) {
			node.putObject("items").put("$ref", reference);
		}
		return node;
	}

	private static void enabled(ObjectNode node) {
		described(node, "boolean", "False removes the bundled one of the same name.").put("default", true);
	}

	private static ObjectNode text(ObjectNode node, String description) {
		return described(node, "string", description);
	}

	private static void object(ObjectNode node, String description) {
		described(node, "object", description).put("additionalProperties", false);
	}

	private static ObjectNode described(ObjectNode node, String type, String description) {
		node.put("type", type);
		return description.isEmpty() ? node : node.put("description", description);
	}

}
