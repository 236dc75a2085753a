package dev.sluice.declare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

import dev.sluice.declare.YamlReading.Member;

/** The value of a setting of any shape: texts, numbers, flags, lists and objects. */
final class FreeValue {

	private FreeValue() {
	}

	/**
	 * Reads a value.
	 * @param node where it stands
	 * @param reading reads the file
	 * @return the value, or null for an empty one
	 */
	static @Nullable Object of(Node node, YamlReading reading) {
		if (!reading.visit(node) || YamlReading.isNull(node)) {
			return null;
		}
		if (node instanceof ScalarNode scalar) {
			return ScalarValue.of(scalar);
		}
		return (node instanceof SequenceNode list) ? elements(list, reading) : members(node, reading);
	}

	private static List<Object> elements(SequenceNode list, YamlReading reading) {
		List<Object> values = new ArrayList<>();
		for (Node element : list.getValue()) {
			Object value = of(element, reading);
			if (value != null) {
				values.add(value);
			}
		}
		return values;
	}

	private static Map<String, Object> members(Node node, YamlReading reading) {
		Map<String, Object> values = new LinkedHashMap<>();
		Map<String, Member> members = reading.members(node, "this");
		if (members != null) {
			members.forEach((name, member) -> {
				Object value = of(member.value(), reading);
				if (value != null) {
					values.put(name, value);
				}
			});
		}
		return values;
	}

}
