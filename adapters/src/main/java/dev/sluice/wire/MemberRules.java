package dev.sluice.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What is to become of which members of a JSON body. Members are named by their path,
 * such as {@code tool_choice} or {@code messages[].tool_calls[].id}. Immutable once used.
 */
public final class MemberRules {

	private final Branch root = new Branch();

	private @Nullable Set<String> known;

	/** Decides about one member. */
	@FunctionalInterface
	public interface Rule {

		/**
		 * Decides.
		 * @param text a string's text, another scalar as it is written, or null for
		 * objects and lists
		 * @return what becomes of the member
		 */
		MemberChange of(@Nullable String text);

	}

	/**
	 * Adds a rule.
	 * @param path the members it is for
	 * @param rule what becomes of them; of two rules for one path the first that changes
	 * anything counts
	 * @return this
	 */
	public MemberRules add(String path, Rule rule) {
		Branch branch = this.root;
		for (String name : path.split("\\.")) {
			branch = branch.children.computeIfAbsent(name.replace("[]", ""), (key) -> new Branch());
		}
		Rule before = branch.rule;
		branch.rule = (before == null) ? rule : (text) -> {
			MemberChange change = before.of(text);
			return (change.kind() != MemberChange.Kind.KEEP) ? change : rule.of(text);
		};
		return this;
	}

	/**
	 * Cuts every top-level member but some.
	 * @param names those that may stay
	 * @return this
	 */
	public MemberRules only(Set<String> names) {
		this.known = Set.copyOf(names);
		return this;
	}

	/**
	 * Whether nothing is ever changed.
	 * @return true without any rule
	 */
	public boolean isEmpty() {
		return this.root.children.isEmpty() && this.known == null;
	}

	Branch root() {
		return this.root;
	}

	boolean cutsUnknown(String name) {
		return this.known != null && !this.known.contains(name);
	}

	/** The rules below one member. */
	static final class Branch {

		private final Map<String, Branch> children = new HashMap<>();

		private @Nullable Rule rule;

		@Nullable Branch child(String name) {
			return this.children.get(name);
		}

		boolean hasChildren() {
			return !this.children.isEmpty();
		}

		MemberChange change(@Nullable String text) {
			Rule own = this.rule;
			return (own != null) ? own.of(text) : MemberChange.KEEP;
		}

	}

}
