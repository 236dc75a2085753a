package dev.sluice.catalog;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One YAML mapping whose every key must be known. Scalars are taken as written, so
 * numbers keep all their digits.
 */
public final class StrictMapping {

	private final String file;

	private final Node node;

	private final Map<String, Node> values;

	private StrictMapping(String file, MappingNode node, @Nullable Set<String> known) {
		this.file = file;
		this.node = node;
		this.values = new LinkedHashMap<>();
		for (NodeTuple tuple : node.getValue()) {
			String key = scalar(tuple.getKeyNode(), "a key");
			if (known != null && !known.contains(key)) {
				throw wrong(tuple.getKeyNode(), "unknown key '" + key + "'. Did you mean "
						+ String.join(" or ", NearestNames.of(key, known)) + "?");
			}
			if (this.values.put(key, tuple.getValueNode()) != null) {
				throw wrong(tuple.getKeyNode(), "'" + key + "' stands here twice. Keep one of them.");
			}
		}
	}

	/**
	 * Reads a file.
	 * @param file its name, for errors
	 * @param yaml its text
	 * @param known the keys that it may hold
	 * @return the mapping at its top
	 * @throws CatalogueException when it is none, with the line
	 */
	public static StrictMapping read(String file, String yaml, Set<String> known) {
		try {
			Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(yaml));
			if (root instanceof MappingNode mapping) {
				return new StrictMapping(file, mapping, known);
			}
		}
		catch (MarkedYAMLException ex) {
			int line = (ex.getProblemMark() != null) ? ex.getProblemMark().getLine() + 1 : 1;
			throw new CatalogueException(file + ", line " + line + ": this is no YAML: " + ex.getProblem() + ".");
		}
		throw new CatalogueException(file + ": a mapping that begins with 'name:' is expected.");
	}

	/**
	 * A single value that must be there.
	 * @param key its key
	 * @return the value as written
	 */
	public String text(String key) {
		String value = optional(key);
		if (value == null || value.isBlank()) {
			throw wrong(this.node, "'" + key + "' is missing. Add it.");
		}
		return value;
	}

	/**
	 * A single value that may be missing.
	 * @param key its key
	 * @return the value as written, or null
	 */
	public @Nullable String optional(String key) {
		Node value = this.values.get(key);
		return (value != null) ? scalar(value, "'" + key + "'") : null;
	}

	/**
	 * A whole number.
	 * @param key its key
	 * @param fallback what is meant when it is missing
	 * @return the number
	 */
	public long number(String key, long fallback) {
		String value = optional(key);
		try {
			return (value != null) ? Long.parseLong(value.replace("_", "")) : fallback;
		}
		catch (NumberFormatException ex) {
			throw wrong(key, "must be a whole number, but is '" + value + "'.");
		}
	}

	/**
	 * A value that is true or false.
	 * @param key its key
	 * @return false when it is missing
	 */
	public boolean flag(String key) {
		String value = optional(key);
		if (value == null || value.equals("false") || value.equals("true")) {
			return "true".equals(value);
		}
		throw wrong(key, "must be true or false, but is '" + value + "'.");
	}

	/**
	 * A list, or a single value that stands for a list of one.
	 * @param key its key
	 * @return none when it is missing
	 */
	public List<String> texts(String key) {
		List<String> texts = new ArrayList<>();
		for (Node item : items(key)) {
			texts.add(scalar(item, "an item of '" + key + "'"));
		}
		return texts;
	}

	/**
	 * A list of mappings, or one that stands for a list of one.
	 * @param key its key
	 * @param known the keys that each may hold
	 * @return none when it is missing
	 */
	public List<StrictMapping> mappings(String key, Set<String> known) {
		List<StrictMapping> mappings = new ArrayList<>();
		for (Node item : items(key)) {
			mappings.add(mapping(item, key, known));
		}
		return mappings;
	}

	/**
	 * A mapping that may be missing.
	 * @param key its key
	 * @param known the keys that it may hold
	 * @return the mapping, or null
	 */
	public @Nullable StrictMapping mapping(String key, Set<String> known) {
		Node value = this.values.get(key);
		return (value != null) ? mapping(value, key, known) : null;
	}

	/**
	 * A mapping whose keys are the writer's own.
	 * @param key its key
	 * @return the mapping, or null when it is missing
	 */
	public @Nullable StrictMapping free(String key) {
		Node value = this.values.get(key);
		return (value != null) ? mapping(value, key, null) : null;
	}

	/**
	 * A mapping that must be there.
	 * @param key its key
	 * @param known the keys that it may hold
	 * @return the mapping
	 */
	public StrictMapping required(String key, Set<String> known) {
		StrictMapping mapping = mapping(key, known);
		if (mapping == null) {
			throw wrong(this.node, "'" + key + "' is missing. Add it.");
		}
		return mapping;
	}

	/**
	 * The keys that it holds.
	 * @return in the order of the file
	 */
	public Set<String> keys() {
		return this.values.keySet();
	}

	/**
	 * An error at the place of a value.
	 * @param key its key
	 * @param text what is wrong with it
	 * @return the error, to be thrown
	 */
	public CatalogueException wrong(String key, String text) {
		return wrong(this.values.getOrDefault(key, this.node), "'" + key + "' " + text);
	}

	private StrictMapping mapping(Node value, String key, @Nullable Set<String> known) {
		if (value instanceof MappingNode mapping) {
			return new StrictMapping(this.file, mapping, known);
		}
		throw wrong(value, "'" + key + "' must hold keys and values.");
	}

	private List<Node> items(String key) {
		Node value = this.values.get(key);
		if (value == null) {
			return List.of();
		}
		return (value instanceof SequenceNode sequence) ? sequence.getValue() : List.of(value);
	}

	private String scalar(Node value, String what) {
		if (value instanceof ScalarNode scalar) {
			return scalar.getValue().trim();
		}
		throw wrong(value, what + " must be a single value.");
	}

	private CatalogueException wrong(Node at, String text) {
		return new CatalogueException(this.file + ", line " + (at.getStartMark().getLine() + 1) + ": " + text);
	}

}
