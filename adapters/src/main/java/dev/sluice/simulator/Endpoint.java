package dev.sluice.simulator;

import java.util.function.BiPredicate;

import dev.sluice.call.DialectFamily;

/**
 * What a call asks for, known by method and path. Any prefix of the path is accepted, so
 * that the provider stands in for any base URL.
 */
enum Endpoint {

	CHAT(DialectFamily.OPENAI, post("/chat/completions")),

	COMPLETIONS(DialectFamily.OPENAI, post("/completions")),

	RESPONSES(DialectFamily.OPENAI, post("/responses")),

	COUNT_RESPONSE_TOKENS(DialectFamily.OPENAI, post("/responses/input_tokens")),

	EMBEDDINGS(DialectFamily.OPENAI, post("/embeddings")),

	IMAGES(DialectFamily.OPENAI, post("/images/generations")),

	IMAGE_EDITS(DialectFamily.OPENAI, post("/images/edits")),

	PREDICTIONS(DialectFamily.OPENAI, post("/predictions")),

	PREDICTION(DialectFamily.OPENAI, oneOf("/predictions/")),

	CANCEL_PREDICTION(DialectFamily.OPENAI, (head, path) -> path.contains("/predictions/") && path.endsWith("/cancel")),

	SPEECH(DialectFamily.OPENAI, post("/audio/speech")),

	TRANSCRIPTIONS(DialectFamily.OPENAI, post("/audio/transcriptions")),

	TRANSLATIONS(DialectFamily.OPENAI, post("/audio/translations")),

	MISTRAL_MODERATIONS(DialectFamily.OPENAI, post("/mistral/v1/moderations")),

	MODERATIONS(DialectFamily.OPENAI, post("/moderations")),

	VOYAGE_RERANK(DialectFamily.OPENAI, post("/voyage/v1/rerank")),

	TEI_RERANK(DialectFamily.OPENAI, post("/tei/rerank")),

	RERANK(DialectFamily.OPENAI, post("/rerank")),

	MESSAGES(DialectFamily.ANTHROPIC, post("/messages")),

	COUNT_MESSAGE_TOKENS(DialectFamily.ANTHROPIC, post("/messages/count_tokens")),

	HELLO(DialectFamily.ANTHROPIC, (head, path) -> path.equals("/api/hello")),

	GENERATE_CONTENT(DialectFamily.GEMINI, post(":generateContent")),

	STREAM_GENERATE_CONTENT(DialectFamily.GEMINI, post(":streamGenerateContent")),

	COUNT_CONTENT_TOKENS(DialectFamily.GEMINI, post(":countTokens")),

	EMBED_CONTENT(DialectFamily.GEMINI, post(":embedContent")),

	BATCH_EMBED_CONTENTS(DialectFamily.GEMINI, post(":batchEmbedContents")),

	OLLAMA_CHAT(DialectFamily.OLLAMA, post("/api/chat")),

	OLLAMA_GENERATE(DialectFamily.OLLAMA, post("/api/generate")),

	OLLAMA_EMBED(DialectFamily.OLLAMA, post("/api/embed")),

	OLLAMA_TAGS(DialectFamily.OLLAMA, get("/api/tags")),

	OLLAMA_VERSION(DialectFamily.OLLAMA, get("/api/version")),

	GEMINI_MODELS(DialectFamily.GEMINI, get("/v1beta/models")),

	GEMINI_MODEL(DialectFamily.GEMINI, oneOf("/v1beta/models/")),

	ANTHROPIC_MODELS(DialectFamily.ANTHROPIC, get("/models").and(Endpoint::anthropic)),

	ANTHROPIC_MODEL(DialectFamily.ANTHROPIC, oneOf("/models/").and(Endpoint::anthropic)),

	MODELS(DialectFamily.OPENAI, get("/models")),

	MODEL(DialectFamily.OPENAI, oneOf("/models/")),

	UNKNOWN(DialectFamily.OPENAI, (head, path) -> true);

	private final DialectFamily family;

	private final BiPredicate<OngoingCall.Head, String> matches;

	Endpoint(DialectFamily family, BiPredicate<OngoingCall.Head, String> matches) {
		this.family = family;
		this.matches = matches;
	}

	DialectFamily family() {
		return this.family;
	}

	static Endpoint of(OngoingCall.Head head) {
		for (Endpoint endpoint : values()) {
			if (endpoint.matches.test(head, head.path())) {
				return endpoint;
			}
		}
		return UNKNOWN;
	}

	private static BiPredicate<OngoingCall.Head, String> post(String ending) {
		return (head, path) -> head.method().equals("POST") && path.endsWith(ending);
	}

	private static BiPredicate<OngoingCall.Head, String> get(String ending) {
		return (head, path) -> head.method().equals("GET") && path.endsWith(ending);
	}

	private static BiPredicate<OngoingCall.Head, String> oneOf(String collection) {
		return (head, path) -> head.method().equals("GET") && path.contains(collection);
	}

	private static boolean anthropic(OngoingCall.Head head, String path) {
		return head.headers().containsKey("anthropic-version");
	}

}
