package dev.sluice.provider.openai;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.catalog.Provider;
import dev.sluice.provider.PathTableAdapter;

/**
 * Talks to OpenAI and to everything that copies its API. Base URLs end where OpenAI's
 * SDKs expect it, such as {@code https://host/v1}; one without any path gets {@code /v1}.
 */
public class OpenAiAdapter extends PathTableAdapter {

	/** The type of catalogue entries for upstreams that copy the API. */
	public static final String COMPATIBLE = "openai-compatible";

	private static final Map<Dialect, String> PATHS = Map.ofEntries(Map.entry(Dialect.OPENAI_CHAT, "/chat/completions"),
			Map.entry(Dialect.OPENAI_COMPLETIONS, "/completions"), Map.entry(Dialect.OPENAI_RESPONSES, "/responses"),
			Map.entry(Dialect.OPENAI_INPUT_TOKENS, "/responses/input_tokens"),
			Map.entry(Dialect.OPENAI_EMBEDDINGS, "/embeddings"),
			Map.entry(Dialect.OPENAI_IMAGES, "/images/generations"),
			Map.entry(Dialect.OPENAI_IMAGE_EDITS, "/images/edits"), Map.entry(Dialect.OPENAI_SPEECH, "/audio/speech"),
			Map.entry(Dialect.OPENAI_TRANSCRIPTIONS, "/audio/transcriptions"),
			Map.entry(Dialect.OPENAI_TRANSLATIONS, "/audio/translations"),
			Map.entry(Dialect.OPENAI_MODERATIONS, "/moderations"), Map.entry(Dialect.OPENAI_RERANK, "/rerank"),
			Map.entry(Dialect.MISTRAL_MODERATIONS, "/moderations"), Map.entry(Dialect.VOYAGE_RERANK, "/rerank"),
			Map.entry(Dialect.TEI_RERANK, "/rerank"), Map.entry(Dialect.OPENAI_MODELS, "/models"),
			Map.entry(Dialect.ANTHROPIC_MESSAGES, "/messages"),
			Map.entry(Dialect.ANTHROPIC_COUNT_TOKENS, "/messages/count_tokens"));

	private final String chatOutputField;

	/** Creates the adapter of upstreams that copy the API. */
	public OpenAiAdapter() {
		this(COMPATIBLE, "max_tokens");
	}

	/**
	 * Creates an adapter.
	 * @param type the name by which catalogue entries choose it
	 * @param chatOutputField the field that caps the output of a chat
	 */
	protected OpenAiAdapter(String type, String chatOutputField) {
		super(type, PATHS);
		this.chatOutputField = chatOutputField;
	}

	/**
	 * The adapter of OpenAI itself, whose reasoning models refuse {@code max_tokens}.
	 * @return an adapter of type {@code openai}
	 */
	public static OpenAiAdapter ofOpenAi() {
		return new OpenAiAdapter("openai", "max_completion_tokens");
	}

	@Override
	protected String usualPath(Provider provider, Dialect dialect) {
		String path = super.usualPath(provider, dialect);
		return (hasPath(provider.baseUrl()) || dialect == Dialect.TEI_RERANK) ? path : "/v1" + path;
	}

	@Override
	protected @Nullable String outputField(Dialect dialect) {
		return (dialect == Dialect.OPENAI_CHAT) ? this.chatOutputField : super.outputField(dialect);
	}

	private static boolean hasPath(String baseUrl) {
		return baseUrl.indexOf('/', baseUrl.indexOf("://") + 3) != -1;
	}

}
