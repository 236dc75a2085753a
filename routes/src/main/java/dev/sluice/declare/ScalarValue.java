package dev.sluice.declare;

import java.util.Locale;
import java.util.Set;

import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The value of a YAML scalar, with plain decimal numbers and flags as such. */
final class ScalarValue {

	private static final Set<String> YES = Set.of("true", "yes", "on");

	private ScalarValue() {
	}

	static Object of(ScalarNode node) {
		String text = node.getValue();
		if (Tag.BOOL.equals(node.getTag())) {
			return YES.contains(text.toLowerCase(Locale.ROOT));
		}
		if (Tag.INT.equals(node.getTag()) || Tag.FLOAT.equals(node.getTag())) {
			return number(text);
		}
		return text;
	}

	private static Object number(String text) {
		try {
			if (text.indexOf('.') >= 0) {
				return Double.valueOf(text);
			}
			long number = Long.parseLong(text);
			return (number == (int) number) ? (Object) (int) number : (Object) number;
		}
		catch (NumberFormatException ex) {
			// YAML's rarer notations, such as 1_000 or 0x10, stay text.
			return text;
		}
	}

}
