package dev.sluice.call;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A wire format. Everything that parses, writes or translates is keyed by dialect, never
 * by vendor.
 */
public enum Dialect {

	/** {@code POST /v1/chat/completions}. */
	OPENAI_CHAT(DialectFamily.OPENAI, Operation.CHAT),
	/** {@code POST /v1/completions}. */
	OPENAI_COMPLETIONS(DialectFamily.OPENAI, Operation.COMPLETIONS),
	/** {@code POST /v1/responses}. */
	OPENAI_RESPONSES(DialectFamily.OPENAI, Operation.RESPONSES),
	/** {@code POST /v1/responses/input_tokens}. */
	OPENAI_INPUT_TOKENS(DialectFamily.OPENAI, Operation.COUNT_TOKENS),
	/** {@code POST /v1/embeddings}. */
	OPENAI_EMBEDDINGS(DialectFamily.OPENAI, Operation.EMBEDDINGS),
	/** {@code POST /v1/images/generations}. */
	OPENAI_IMAGES(DialectFamily.OPENAI, Operation.IMAGES),
	/** {@code POST /v1/images/edits}. */
	OPENAI_IMAGE_EDITS(DialectFamily.OPENAI, Operation.IMAGE_EDITS),
	/** {@code POST /v1/audio/speech}. */
	OPENAI_SPEECH(DialectFamily.OPENAI, Operation.SPEECH),
	/** {@code POST /v1/audio/transcriptions}. */
	OPENAI_TRANSCRIPTIONS(DialectFamily.OPENAI, Operation.TRANSCRIPTIONS),
	/** {@code POST /v1/audio/translations}. */
	OPENAI_TRANSLATIONS(DialectFamily.OPENAI, Operation.TRANSLATIONS),
	/** {@code POST /v1/moderations}. */
	OPENAI_MODERATIONS(DialectFamily.OPENAI, Operation.MODERATIONS),
	/** Mistral's {@code POST /v1/moderations}. Only providers speak it. */
	MISTRAL_MODERATIONS(DialectFamily.OPENAI, Operation.MODERATIONS),
	/** {@code POST /v1/rerank}, the shape that Cohere and Jina share. */
	OPENAI_RERANK(DialectFamily.OPENAI, Operation.RERANK),
	/** Voyage AI's {@code POST /v1/rerank}. Only providers speak it. */
	VOYAGE_RERANK(DialectFamily.OPENAI, Operation.RERANK),
	/**
	 * {@code POST /rerank} of Hugging Face's text-embeddings-inference. Only providers
	 * speak it.
	 */
	TEI_RERANK(DialectFamily.OPENAI, Operation.RERANK),
	/** {@code GET /v1/models} and {@code GET /v1/models/{id}}. */
	OPENAI_MODELS(DialectFamily.OPENAI, Operation.MODELS),
	/** {@code POST /v1/messages}. */
	ANTHROPIC_MESSAGES(DialectFamily.ANTHROPIC, Operation.CHAT),
	/** {@code POST /v1/messages/count_tokens}. */
	ANTHROPIC_COUNT_TOKENS(DialectFamily.ANTHROPIC, Operation.COUNT_TOKENS),
	/** {@code GET /v1/models} asked with an {@code anthropic-version}. */
	ANTHROPIC_MODELS(DialectFamily.ANTHROPIC, Operation.MODELS),
	/** {@code HEAD /api/hello}, sent by Claude Code before its first call. */
	ANTHROPIC_HELLO(DialectFamily.ANTHROPIC, Operation.PING),
	/**
	 * {@code POST /v1beta/models/*:generateContent} and {@code :streamGenerateContent}.
	 */
	GEMINI_GENERATE(DialectFamily.GEMINI, Operation.CHAT),
	/** {@code POST /v1beta/models/*:countTokens}. */
	GEMINI_COUNT_TOKENS(DialectFamily.GEMINI, Operation.COUNT_TOKENS),
	/** {@code POST /v1beta/models/*:embedContent} and {@code :batchEmbedContents}. */
	GEMINI_EMBED(DialectFamily.GEMINI, Operation.EMBEDDINGS),
	/** {@code POST /api/chat} of an Ollama server. */
	OLLAMA_CHAT(DialectFamily.OLLAMA, Operation.CHAT),
	/** {@code POST /api/embed} of an Ollama server. */
	OLLAMA_EMBED(DialectFamily.OLLAMA, Operation.EMBEDDINGS),
	/**
	 * {@code POST /v1/predictions} of Replicate, in which pictures are asked for. Only
	 * providers speak it.
	 */
	REPLICATE_PREDICTIONS(DialectFamily.OPENAI, Operation.IMAGES);

	private static final Map<String, Dialect> BY_ID = Arrays.stream(values())
		.collect(Collectors.toUnmodifiableMap(Dialect::id, Function.identity()));

	private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

	private final DialectFamily family;

	private final Operation operation;

	Dialect(DialectFamily family, Operation operation) {
		this.family = family;
		this.operation = operation;
	}

	/**
	 * The name used in YAML, headers, records and metrics, such as {@code openai-chat}.
	 * @return lower case, words joined by hyphens
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Whose conventions the dialect follows.
	 * @return the family
	 */
	public DialectFamily family() {
		return this.family;
	}

	/**
	 * What calls of this dialect want done.
	 * @return the operation
	 */
	public Operation operation() {
		return this.operation;
	}

	/**
	 * Finds a dialect by its name.
	 * @param id such as {@code anthropic-messages}
	 * @return the dialect, or null when there is none of that name
	 */
	public static @Nullable Dialect byId(String id) {
		return BY_ID.get(id);
	}

}
