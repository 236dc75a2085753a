package dev.sluice.declare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads the nodes of one file, and reports what has the wrong shape. */
final class YamlReading {

	/** Aliases let a short text mean a huge one; this bounds what they can mean. */
	private static final int MAX_NODES = 100_000;

	private final String file;

	private final Problems problems;

	private int nodes;

	YamlReading(String file, Problems problems) {
		this.file = file;
		this.problems = problems;
	}

	Place place(Node node) {
		return Place.of(this.file, node);
	}

	void problem(Node node, String text) {
		this.problems.add(place(node), text);
	}

	Problems problems() {
		return this.problems;
	}

	/**
	 * Reads an object.
	 * @param node its node
	 * @param what what it is, for problems
	 * @return its members, or null when it is none
	 */
	@Nullable Map<String, Member> members(Node node, String what) {
		if (!(node instanceof MappingNode mapping)) {
			problem(node, what + " must be an object with keys; write 'key: value' lines");
			return null;
		}
		Map<String, Member> members = new LinkedHashMap<>();
		for (NodeTuple tuple : mapping.getValue()) {
			Node key = tuple.getKeyNode();
			String name = scalar(key);
			if (name == null) {
				problem(key, "a key must be text; write a plain name");
			}
			else if (name.equals("<<")) {
				problem(key, "merge keys '<<' are not supported; repeat the keys");
			}
			else if (visit(key) && members.putIfAbsent(name, new Member(key, tuple.getValueNode())) != null) {
				problem(key, "'" + name + "' stands here twice; remove one of them");
			}
		}
		return members;
	}

	/**
	 * Reads an object of known keys.
	 * @param node its node
	 * @param what what it is, for problems
	 * @param keys the keys it may have
	 * @return its members, without unknown ones, or null when it is no object
	 */
	@Nullable Map<String, Member> members(Node node, String what, List<String> keys) {
		Map<String, Member> members = members(node, what);
		if (members != null) {
			members.forEach((name, member) -> {
				if (!keys.contains(name)) {
					this.problems.unknown(place(member.key()), "key", name, keys);
				}
			});
			members.keySet().retainAll(keys);
		}
		return members;
	}

	/**
	 * Reads a list; a missing one is empty.
	 * @param member where it stands, or null
	 * @param what what it is, for problems
	 * @return its elements
	 */
	List<Node> list(@Nullable Member member, String what) {
		if (member == null || isNull(member.value())) {
			return List.of();
		}
		if (member.value() instanceof SequenceNode list) {
			return list.getValue().stream().filter(this::visit).toList();
		}
		problem(member.value(), what + " must be a list; begin each element with '- '");
		return List.of();
	}

	/**
	 * Reads a text.
	 * @param node its node
	 * @param what what it is, for problems
	 * @return the text, or null when it is none
	 */
	@Nullable String text(Node node, String what) {
		String text = scalar(node);
		if (text == null || text.isBlank() || isNull(node)) {
			problem(node, what + " must be a text; write it behind the colon or dash");
			return null;
		}
		return text;
	}

	@Nullable Reference reference(Node node, String what) {
		String text = text(node, what);
		return (text != null) ? new Reference(place(node), text) : null;
	}

	/**
	 * Reads one text or a list of them.
	 * @param node the node
	 * @param what what each is, for problems
	 * @return the texts
	 */
	List<Reference> references(Node node, String what) {
		List<Node> nodes = (node instanceof SequenceNode list) ? list.getValue() : List.of(node);
		List<Reference> references = new ArrayList<>();
		for (Node element : nodes) {
			Reference reference = visit(element) ? reference(element, what) : null;
			if (reference != null) {
				references.add(reference);
			}
		}
		return references;
	}

	boolean flag(@Nullable Member member, boolean otherwise) {
		if (member == null) {
			return otherwise;
		}
		if (member.value() instanceof ScalarNode scalar && ScalarValue.of(scalar) instanceof Boolean flag) {
			return flag;
		}
		problem(member.value(), "must be true or false");
		return otherwise;
	}

	@Nullable Integer number(@Nullable Member member) {
		if (member == null) {
			return null;
		}
		try {
			return Integer.valueOf(String.valueOf(scalar(member.value())));
		}
		catch (NumberFormatException ex) {
			problem(member.value(), "must be a whole number, such as 0 or -10");
			return null;
		}
	}

	/**
	 * Counts a node.
	 * @param node about to be read
	 * @return false when the file means too much
	 */
	boolean visit(Node node) {
		this.nodes++;
		if (this.nodes == MAX_NODES) {
			problem(node, "the file means more than " + MAX_NODES + " values; use fewer anchors or several files");
		}
		return this.nodes < MAX_NODES;
	}

	static @Nullable String scalar(Node node) {
		return (node instanceof ScalarNode scalar) ? scalar.getValue() : null;
	}

	static boolean isNull(Node node) {
		return Tag.NULL.equals(node.getTag());
	}

	/**
	 * A key of an object, and what stands behind it.
	 *
	 * @param key the key
	 * @param value the value
	 */
	record Member(Node key, Node value) {
	}

}
