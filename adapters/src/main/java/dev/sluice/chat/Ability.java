package dev.sluice.chat;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Something that a model, or its API, takes or refuses. Written in capability files in
 * lower case with hyphens.
 */
public enum Ability {

	/** An assistant message may come last and is continued. */
	PREFILL,
	/** {@code temperature}, {@code top_p}, {@code top_k}. */
	SAMPLING,
	/** Frequency and presence penalties. */
	PENALTIES,
	/** A seed. */
	SEED,
	/** Stop texts. */
	STOP,
	/** Several answers to one call. */
	CHOICES,
	/** Token probabilities. */
	LOGPROBS,
	/** Tools at all. */
	TOOLS,
	/** A tool may be forced. */
	FORCED_TOOLS,
	/** A tool may be forced while the model thinks. */
	FORCED_TOOLS_WITH_THINKING,
	/** Tools may be offered while the model thinks. */
	TOOLS_WITH_THINKING,
	/** Calling several tools at once can be switched off. */
	PARALLEL_SWITCH,
	/** {@code strict} on tools. */
	STRICT_TOOLS,
	/** Tools that take free text. */
	CUSTOM_TOOLS,
	/** Structured output by a JSON Schema. */
	JSON_SCHEMA,
	/** Schemas are taken as plain JSON Schema, not only in the API's own subset. */
	PLAIN_SCHEMA,

	/** Any JSON object as output. */
	JSON_OBJECT,
	/** Thinking at all: an effort, a budget or a level. */
	THINKING,
	/** Thinking may be switched off. */
	THINKING_OFF,
	/** Thinking takes a budget of tokens. */
	THINKING_BUDGET,
	/** Thinking is adaptive and takes an effort. */
	THINKING_ADAPTIVE,
	/** Earlier reasoning is wanted back as {@code reasoning_content}. */
	REASONING_CONTENT,
	/** Earlier reasoning is wanted back as {@code reasoning_details}. */
	REASONING_DETAILS,
	/** Thoughts are written in front of the text, between tags. */
	THINK_TAGS,
	/** The same, and the tag that opens them is missing. */
	THOUGHTS_FIRST,
	/** An assistant message that comes last is continued when it says {@code prefix}. */
	PREFIX_MARK,
	/** An assistant message that comes last is continued when it says {@code partial}. */
	PARTIAL_MARK,
	/** Answers are streams only. */
	STREAM_ONLY,
	/** A user's message may follow the result of a tool. */
	USER_AFTER_TOOL,
	/** Tool calls of the running turn are refused without the provider's seal. */
	SEALED_CALLS,

	/** System messages may stand between other messages. */
	SYSTEM_MIDWAY,
	/** The role {@code developer}. */
	DEVELOPER_ROLE,
	/** Cache marks. */
	CACHE_MARKS,
	/** Images in prompts. */
	IMAGES,
	/** Images given by their URL. */
	IMAGE_URLS,
	/** Documents in prompts. */
	DOCUMENTS,
	/** Sounds in prompts. */
	AUDIO,
	/** Images inside tool results. */
	TOOL_RESULT_IMAGES,
	/** The output cap is called {@code max_completion_tokens}. */
	MAX_COMPLETION_TOKENS,
	/** {@code stream_options.include_usage}. */
	USAGE_IN_STREAM,
	/** The end user's id. */
	USER;

	private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

	/**
	 * The word in capability files.
	 * @return such as {@code thinking-budget}
	 */
	public String word() {
		return this.word;
	}

	/**
	 * Reads the word in capability files.
	 * @param word such as {@code thinking-budget}
	 * @return the ability, or null for an unknown word
	 */
	public static @Nullable Ability of(String word) {
		for (Ability ability : values()) {
			if (ability.word.equals(word)) {
				return ability;
			}
		}
		return null;
	}

}
