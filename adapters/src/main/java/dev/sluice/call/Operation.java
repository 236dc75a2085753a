package dev.sluice.call;

import java.util.Locale;

/** What a call wants done, whatever the dialect that says it. */
public enum Operation {

	/** A conversation turn. */
	CHAT,
	/** Legacy text completion. */
	COMPLETIONS,
	/** OpenAI's item-based conversation turn. */
	RESPONSES,
	/** Vectors for texts. */
	EMBEDDINGS,
	/** An image from a prompt. */
	IMAGES,
	/** A changed image from an image and a prompt. */
	IMAGE_EDITS,
	/** Speech from text. */
	SPEECH,
	/** Text from speech, in its own language. */
	TRANSCRIPTIONS,
	/** English text from speech. */
	TRANSLATIONS,
	/** Policy classification of an input. */
	MODERATIONS,
	/** Documents ordered by relevance. */
	RERANK,
	/** The number of input tokens of a request. */
	COUNT_TOKENS,
	/** The list of models, or one of them. */
	MODELS,
	/** A client asking whether anybody is there. */
	PING;

	private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

	/**
	 * The name used in route YAML, records and metrics.
	 * @return lower case, words joined by hyphens
	 */
	public String id() {
		return this.id;
	}

}
