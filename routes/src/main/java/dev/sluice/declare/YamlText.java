package dev.sluice.declare;

import java.io.StringReader;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Turns YAML into nodes that know where they stand, without building any object. */
final class YamlText {

	static final int MAX_CHARACTERS = 1024 * 1024;

	private static final int MAX_ALIASES = 50;

	private YamlText() {
	}

	/**
	 * Reads a text.
	 * @param source the text
	 * @param problems where to report what is wrong
	 * @return its node, or null when the text is empty or no YAML
	 */
	static @Nullable Node compose(SourceText source, Problems problems) {
		LoaderOptions options = new LoaderOptions();
		options.setCodePointLimit(MAX_CHARACTERS);
		options.setMaxAliasesForCollections(MAX_ALIASES);
		try {
			Node root = new Yaml(options).compose(new StringReader(source.yaml()));
			int before = problems.count();
			check(source.name(), root, problems, Collections.newSetFromMap(new IdentityHashMap<>()));
			return (problems.count() == before) ? root : null;
		}
		catch (MarkedYAMLException ex) {
			Place place = (ex.getProblemMark() != null) ? Place.of(source.name(), ex.getProblemMark())
					: Place.start(source.name());
			problems.add(place, "no YAML: " + ex.getProblem() + hint(ex));
		}
		catch (YAMLException ex) {
			problems.add(Place.start(source.name()), "no YAML: " + ex.getMessage());
		}
		return null;
	}

	private static String hint(MarkedYAMLException ex) {
		boolean star = String.valueOf(ex.getContext()).contains("alias")
				|| String.valueOf(ex.getProblem()).contains("alias");
		return star ? "; write text that begins with * or & in quotes, such as \"*\""
				: "; look at the indentation, quotes and brackets here and in the line above";
	}

	private static void check(String file, @Nullable Node node, Problems problems, Set<Node> seen) {
		if (node == null || !seen.add(node)) {
			return;
		}
		if (node.isTwoStepsConstruction()) {
			problems.add(Place.of(file, node), "this contains itself; remove the alias that leads back here");
		}
		if (node instanceof ScalarNode scalar) {
			if (scalar.getValue().contains("#{")) {
				problems.add(Place.of(file, node),
						"expressions '#{…}' are not evaluated in route files; write the value itself");
			}
		}
		else if (node instanceof SequenceNode list) {
			list.getValue().forEach((element) -> check(file, element, problems, seen));
		}
		else if (node instanceof MappingNode map) {
			map.getValue().forEach((tuple) -> {
				check(file, tuple.getKeyNode(), problems, seen);
				check(file, tuple.getValueNode(), problems, seen);
			});
		}
	}

}
