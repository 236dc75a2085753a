package dev.sluice.declare;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.cloud.gateway.support.Configurable;
import org.springframework.cloud.gateway.support.ShortcutConfigurable;
import org.springframework.core.ResolvableType;

/**
 * Describes the arguments of predicates and filters from their configuration classes, by
 * the same look at them that refuses unknown arguments.
 */
final class ConfigSchema {

	private static final int DEEPEST = 4;

	private final JsonMapper mapper;

	ConfigSchema(JsonMapper mapper) {
		this.mapper = mapper;
	}

	<F extends ShortcutConfigurable & Configurable<?>> void describe(ObjectNode args, String name, F factory) {
		String prefix = factory.shortcutFieldPrefix();
		object(args, factory.getConfigClass(), 0);
		if (name.equals("RequestRateLimiter")) {
			args.putObject("patternProperties").putObject("rate-limiter");
		}
		if (!prefix.isEmpty()) {
			// Both 'group' and 'weight.group' are understood.
			args.put("additionalProperties", true);
		}
	}

	private void object(ObjectNode node, Class<?> config, int depth) {
		node.put("type", "object").put("additionalProperties", false);
		ObjectNode properties = node.putObject("properties");
		Map<String, String> descriptions = descriptions(config);
		ConfigProperties.of(config).types().forEach((name, type) -> {
			ObjectNode property = properties.putObject(name);
			value(property, type, depth);
			String description = descriptions.get(uniform(name));
			if (description != null) {
				property.put("description", description);
			}
		});
	}

	private void value(ObjectNode node, ResolvableType type, int depth) {
		Class<?> raw = type.toClass();
		if (raw == boolean.class || raw == Boolean.class) {
			types(node, "boolean", "string");
		}
		else if (Number.class.isAssignableFrom(raw) || (raw.isPrimitive() && raw != char.class)) {
			types(node, "number", "string");
		}
		else if (raw.isEnum()) {
			node.put("type", "string");
			ArrayNode examples = node.putArray("examples");
			Arrays.stream(raw.getEnumConstants()).map(String::valueOf).forEach(examples::add);
		}
		else if (Map.class.isAssignableFrom(raw)) {
			node.put("type", "object");
		}
		else if (ConfigProperties.isCollection(raw)) {
			types(node, "array", "string");
		}
		else if (ConfigProperties.isObject(raw) && depth < DEEPEST) {
			object(node, raw, depth + 1);
			types(node, "object", "string");
		}
		else {
			types(node, "string", "number", "boolean");
		}
	}

	private static void types(ObjectNode node, String... types) {
		ArrayNode names = node.putArray("type");
		List.of(types).forEach(names::add);
	}

	/**
	 * What the annotation processor made of the Javadoc, where the class asked for it.
	 */
	private Map<String, String> descriptions(Class<?> config) {
		Map<String, String> descriptions = new HashMap<>();
		String resource = "META-INF/spring/configuration-metadata/" + config.getName() + ".json";
		ClassLoader loader = (config.getClassLoader() != null) ? config.getClassLoader()
				: ConfigSchema.class.getClassLoader();
		try (InputStream metadata = loader.getResourceAsStream(resource)) {
			if (metadata != null) {
				for (JsonNode property : this.mapper.readTree(metadata).path("properties")) {
					if (property.hasNonNull("description")) {
						descriptions.put(uniform(property.path("name").asString()),
								property.path("description").asString());
					}
				}
			}
		}
		catch (IOException ex) {
			// A schema without descriptions is still a schema.
			return Map.of();
		}
		return descriptions;
	}

	private static String uniform(String name) {
		return name.replace("-", "").toLowerCase(Locale.ROOT);
	}

}
