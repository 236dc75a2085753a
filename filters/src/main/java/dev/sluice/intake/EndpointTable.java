package dev.sluice.intake;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.StringUtils;

import dev.sluice.call.Dialect;
import dev.sluice.intake.Endpoint.Media;

/**
 * The exact table of paths that carry model calls. A look-up of a fixed path allocates
 * nothing; every other path is none of our business.
 */
final class EndpointTable {

	private static final String MODELS = "/v1/models";

	private static final String BETA_MODELS = "/v1beta/models/";

	private static final Endpoint HELLO = Endpoint.of(Dialect.ANTHROPIC_HELLO, Media.NONE);

	private static final Endpoint OPENAI_MODELS = Endpoint.of(Dialect.OPENAI_MODELS, Media.NONE);

	private static final Endpoint ANTHROPIC_MODELS = Endpoint.of(Dialect.ANTHROPIC_MODELS, Media.NONE);

	private final Map<String, Endpoint> fixed = new HashMap<>();

	private final String hello;

	private final String models;

	private final String model;

	private final String betaModel;

	EndpointTable(String basePath, boolean ollamaPaths) {
		this.hello = basePath + "/api/hello";
		this.models = basePath + MODELS;
		this.model = basePath + MODELS + "/";
		this.betaModel = basePath + BETA_MODELS;
		json(basePath, "/v1/chat/completions", Dialect.OPENAI_CHAT);
		json(basePath, "/v1/completions", Dialect.OPENAI_COMPLETIONS);
		json(basePath, "/v1/responses", Dialect.OPENAI_RESPONSES);
		json(basePath, "/v1/responses/input_tokens", Dialect.OPENAI_INPUT_TOKENS);
		json(basePath, "/v1/embeddings", Dialect.OPENAI_EMBEDDINGS);
		json(basePath, "/v1/images/generations", Dialect.OPENAI_IMAGES);
		add(basePath, "/v1/images/edits", Dialect.OPENAI_IMAGE_EDITS, Media.JSON_OR_MULTIPART);
		json(basePath, "/v1/audio/speech", Dialect.OPENAI_SPEECH);
		add(basePath, "/v1/audio/transcriptions", Dialect.OPENAI_TRANSCRIPTIONS, Media.MULTIPART);
		add(basePath, "/v1/audio/translations", Dialect.OPENAI_TRANSLATIONS, Media.MULTIPART);
		json(basePath, "/v1/moderations", Dialect.OPENAI_MODERATIONS);
		json(basePath, "/v1/rerank", Dialect.OPENAI_RERANK);
		json(basePath, "/v2/rerank", Dialect.OPENAI_RERANK);
		json(basePath, "/v1/messages", Dialect.ANTHROPIC_MESSAGES);
		json(basePath, "/v1/messages/count_tokens", Dialect.ANTHROPIC_COUNT_TOKENS);
		if (ollamaPaths) {
			json(basePath, "/api/chat", Dialect.OLLAMA_CHAT);
			json(basePath, "/api/embed", Dialect.OLLAMA_EMBED);
		}
	}

	private void json(String basePath, String path, Dialect dialect) {
		add(basePath, path, dialect, Media.JSON);
	}

	private void add(String basePath, String path, Dialect dialect, Media media) {
		this.fixed.put(basePath + path, Endpoint.of(dialect, media));
	}

	/** The row of a request, whatever its method and content type, or null. */
	@Nullable Endpoint find(ServerHttpRequest request) {
		String path = request.getPath().pathWithinApplication().value();
		Endpoint endpoint = this.fixed.get(path);
		if (endpoint != null) {
			return endpoint;
		}
		if (path.startsWith(this.models)) {
			return findModels(path, request);
		}
		if (path.startsWith(this.betaModel)) {
			return findVerb(decode(path.substring(this.betaModel.length())));
		}
		return (path.equals(this.hello) && HttpMethod.HEAD.equals(request.getMethod())) ? HELLO : null;
	}

	private @Nullable Endpoint findModels(String path, ServerHttpRequest request) {
		boolean anthropic = request.getHeaders().containsHeader("anthropic-version");
		if (path.length() == this.models.length()) {
			return anthropic ? ANTHROPIC_MODELS : OPENAI_MODELS;
		}
		if (!path.startsWith(this.model) || path.length() == this.model.length()) {
			return null;
		}
		String rest = decode(path.substring(this.model.length()));
		Endpoint verb = HttpMethod.POST.equals(request.getMethod()) ? findVerb(rest) : null;
		return (verb != null) ? verb : Endpoint.inPath(anthropic ? Dialect.ANTHROPIC_MODELS : Dialect.OPENAI_MODELS,
				Media.NONE, rest, false);
	}

	private static @Nullable Endpoint findVerb(String rest) {
		int colon = rest.lastIndexOf(':');
		if (colon < 1) {
			return null;
		}
		String model = rest.substring(0, colon);
		return switch (rest.substring(colon + 1)) {
			case "generateContent" -> Endpoint.inPath(Dialect.GEMINI_GENERATE, Media.JSON, model, false);
			case "streamGenerateContent" -> Endpoint.inPath(Dialect.GEMINI_GENERATE, Media.JSON, model, true);
			case "countTokens" -> Endpoint.inPath(Dialect.GEMINI_COUNT_TOKENS, Media.JSON, model, false);
			case "embedContent", "batchEmbedContents" ->
				Endpoint.inPath(Dialect.GEMINI_EMBED, Media.JSON, model, false);
			default -> null;
		};
	}

	private static String decode(String raw) {
		if (raw.indexOf('%') < 0) {
			return raw;
		}
		try {
			return StringUtils.uriDecode(raw, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return raw;
		}
	}

}
