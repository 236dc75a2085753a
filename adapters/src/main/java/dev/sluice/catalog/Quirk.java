package dev.sluice.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A deviation of an upstream from the dialect that it copies. Catalogue entries name
 * them; {@code dev.sluice.provider.quirk} makes up for each.
 */
public enum Quirk {

	/** Refuses {@code stream_options}. */
	NO_STREAM_OPTIONS,
	/** Takes {@code max_tokens} and not {@code max_completion_tokens}. */
	MAX_TOKENS_ONLY,
	/** Refuses {@code frequency_penalty} and {@code presence_penalty}. */
	NO_PENALTIES,
	/**
	 * Refuses {@code logprobs}, {@code top_logprobs} and {@code logit_bias}.
	 */
	NO_LOGPROBS,
	/** Refuses {@code messages[].name}. */
	NO_MESSAGE_NAMES,
	/** Refuses {@code strict} in tools. */
	NO_STRICT_TOOLS,
	/** Refuses sampling fields, whose values are fixed. */
	FIXED_SAMPLING,
	/** Refuses every field that it does not know. */
	KNOWN_FIELDS_ONLY,
	/** Calls the seed {@code random_seed}. */
	RANDOM_SEED,
	/** Takes only {@code auto} as {@code tool_choice}. */
	TOOL_CHOICE_AUTO_ONLY,
	/** Does not take {@code required} as {@code tool_choice}. */
	NO_REQUIRED_TOOL_CHOICE,
	/** Takes tool call ids of exactly nine letters and digits. */
	NINE_CHARACTER_TOOL_IDS,
	/** Streams the arguments of tools only when {@code tool_stream} is set. */
	TOOL_STREAM,
	/** Knows the efforts {@code low}, {@code high} and {@code max} only. */
	THREE_EFFORTS,
	/**
	 * Switches thinking by an object {@code thinking} in the place of
	 * {@code reasoning_effort: none}.
	 */
	THINKING_OBJECT,
	/** Switches thinking by {@code enable_thinking} in the place of an effort. */
	ENABLE_THINKING,
	/** Writes thoughts in front of the text, between {@code <think>} tags. */
	THINK_TAGS,
	/** Continues an assistant message that comes last when it says {@code prefix}. */
	PREFILL_BY_PREFIX,
	/** Continues an assistant message that comes last when it says {@code partial}. */
	PREFILL_BY_PARTIAL,
	/** Answers in streams only. */
	STREAM_ONLY,
	/** Refuses a user's message right behind the result of a tool. */
	NO_USER_AFTER_TOOL;

	private static final Map<String, Quirk> BY_ID = Arrays.stream(values())
		.collect(Collectors.toUnmodifiableMap(Quirk::id, Function.identity()));

	/**
	 * The name used in catalogue files and properties.
	 * @return lower case, words joined by hyphens
	 */
	public String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Finds a quirk by its name.
	 * @param id such as {@code no-penalties}
	 * @return the quirk, or null when there is none of that name
	 */
	public static @Nullable Quirk byId(String id) {
		return BY_ID.get(id);
	}

	/**
	 * The names of all quirks.
	 * @return in the order of their declaration
	 */
	static List<String> ids() {
		return Arrays.stream(values()).map(Quirk::id).toList();
	}

}
