package dev.sluice.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes JSON the way the answers need it.
 */
final class Json {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	static {
		// The first reading takes a lock, for which no event loop is to wait.
		MAPPER.readTree("{}");
	}

	private Json() {
	}

	/**
	 * An object with its members in the order given.
	 * @param pairs name, value, name, value
	 */
	static Map<String, Object> object(@Nullable Object... pairs) {
		Map<String, Object> members = new LinkedHashMap<>();
		for (int i = 0; i < pairs.length; i += 2) {
			put(members, String.valueOf(pairs[i]), pairs[i + 1]);
		}
		return members;
	}

	@SuppressWarnings("NullAway") // a JSON null is a value here
	static void put(Map<String, Object> members, String name, @Nullable Object value) {
		members.put(name, value);
	}

	static byte[] bytes(Object value) {
		return MAPPER.writeValueAsBytes(value);
	}

	static String text(Object value) {
		return MAPPER.writeValueAsString(value);
	}

	/**
	 * Reads a request body.
	 * @throws RefusedException when it is not a JSON object
	 */
	static JsonNode read(byte[] body) {
		try {
			JsonNode node = MAPPER.readTree(body);
			if (node.isObject()) {
				return node;
			}
		}
		catch (JacksonException ex) {
			throw new RefusedException(400, "The body is not JSON: " + ex.getOriginalMessage());
		}
		throw new RefusedException(400, "The body is not a JSON object.");
	}

	static JsonNode emptyObject() {
		return MAPPER.createObjectNode();
	}

}
