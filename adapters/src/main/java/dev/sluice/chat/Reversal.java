package dev.sluice.chat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a codec bent so that a request fits its target, and what is bent back in the
 * answer by {@link Crossing}: renamed tools, custom tools that were wrapped as functions,
 * a forced tool that stands for structured output, and thoughts that the model writes
 * between tags.
 */
public final class Reversal {

	/** The one argument of a custom tool that was wrapped as a function. */
	public static final String CUSTOM_INPUT = "input";

	private final Map<String, String> renamed = new HashMap<>();

	private final Set<String> custom = new HashSet<>();

	private @Nullable String structured;

	private boolean tagged;

	private boolean thoughtsFirst;

	/**
	 * A tool is offered under another name.
	 * @param sent the name that the provider sees
	 * @param original the client's name
	 */
	public void renamed(String sent, String original) {
		this.renamed.put(sent, original);
	}

	/**
	 * A custom tool is offered as a function with the one string {@value #CUSTOM_INPUT}.
	 * @param sent the name that the provider sees
	 */
	public void wrapped(String sent) {
		this.custom.add(sent);
	}

	/**
	 * A forced tool stands for structured output: its arguments are the answer's text.
	 * @param tool its name
	 */
	public void structured(String tool) {
		this.structured = tool;
	}

	/**
	 * What has to be known of a target's answers whatever was asked.
	 * @param can what the target takes and does
	 * @return this
	 */
	public Reversal of(Capabilities can) {
		this.thoughtsFirst = can.can(Ability.THOUGHTS_FIRST);
		this.tagged = this.thoughtsFirst || can.can(Ability.THINK_TAGS);
		return this;
	}

	/**
	 * Whether there is anything to bend back.
	 * @return true when answers are taken as they are
	 */
	public boolean nothing() {
		return this.renamed.isEmpty() && this.custom.isEmpty() && this.structured == null && !this.tagged;
	}

	boolean thoughtsFirst() {
		return this.thoughtsFirst;
	}

	boolean isTagged() {
		return this.tagged;
	}

	String originalName(String sent) {
		return this.renamed.getOrDefault(sent, sent);
	}

	boolean isCustom(String sent) {
		return this.custom.contains(sent);
	}

	boolean isStructured(String sent) {
		return sent.equals(this.structured);
	}

}
