package dev.sluice.intake;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

import dev.sluice.call.Dialect;
import dev.sluice.intake.Endpoint.Media;

import static org.assertj.core.api.Assertions.assertThat;

class EndpointTableTests {

	private final EndpointTable table = new EndpointTable("", false);

	@ParameterizedTest
	@CsvSource({ "/v1/chat/completions, openai-chat, JSON", "/v1/completions, openai-completions, JSON",
			"/v1/responses, openai-responses, JSON", "/v1/embeddings, openai-embeddings, JSON",
			"/v1/images/generations, openai-images, JSON", "/v1/images/edits, openai-image-edits, JSON_OR_MULTIPART",
			"/v1/audio/speech, openai-speech, JSON", "/v1/audio/transcriptions, openai-transcriptions, MULTIPART",
			"/v1/audio/translations, openai-translations, MULTIPART", "/v1/moderations, openai-moderations, JSON",
			"/v1/rerank, openai-rerank, JSON", "/v2/rerank, openai-rerank, JSON",
			"/v1/responses/input_tokens, openai-input-tokens, JSON", "/v1/messages, anthropic-messages, JSON",
			"/v1/messages/count_tokens, anthropic-count-tokens, JSON" })
	void knowsEveryFixedPath(String path, String dialect, Media media) {
		Endpoint endpoint = find(HttpMethod.POST, path);
		assertThat(endpoint).isNotNull();
		assertThat(endpoint.dialect().id()).isEqualTo(dialect);
		assertThat(endpoint.media()).isEqualTo(media);
	}

	@ParameterizedTest
	@CsvSource({ "/v1beta/models/gemini-pro:generateContent, gemini-generate, gemini-pro, false",
			"/v1/models/gemini-pro:streamGenerateContent, gemini-generate, gemini-pro, true",
			"/v1beta/models/ollama/llama3:8b:generateContent, gemini-generate, ollama/llama3:8b, false",
			"/v1beta/models/a%2Fb%2525:countTokens, gemini-count-tokens, a/b%25, false",
			"/v1beta/models/e:embedContent, gemini-embed, e, false",
			"/v1beta/models/e:batchEmbedContents, gemini-embed, e, false" })
	void readsModelAndVerbFromThePath(String path, String dialect, String model, boolean stream) {
		Endpoint endpoint = find(HttpMethod.POST, path);
		assertThat(endpoint).isEqualTo(new Endpoint(Dialect.byId(dialect), Media.JSON, true, model, stream));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/v1", "/v1/", "/v1/chat", "/v1/chat/completions/", "/v1/modelsx", "/v1/models/",
			"/v1beta/models", "/v1beta/models/", "/v1beta/models/m", "/v1beta/models/m:tune",
			"/v1beta/models/:countTokens", "/api/chat", "/api/embed", "/api/hello", "/V1/chat/completions", "/health" })
	void leavesOtherPathsAlone(String path) {
		assertThat(find(HttpMethod.POST, path)).isNull();
	}

	@Test
	void readsTheModelOfTheModelList() {
		assertThat(find(HttpMethod.GET, "/v1/models").dialect()).isEqualTo(Dialect.OPENAI_MODELS);
		assertThat(find(HttpMethod.GET, "/v1/models/openrouter/anthropic/claude:free").model())
			.isEqualTo("openrouter/anthropic/claude:free");
	}

	@Test
	void knowsAnthropicClientsByTheirVersionHeader() {
		MockServerHttpRequest request = MockServerHttpRequest.get("/v1/models")
			.header("anthropic-version", "x")
			.build();
		assertThat(this.table.find(request).dialect()).isEqualTo(Dialect.ANTHROPIC_MODELS);
	}

	@Test
	void answersHelloToHeadOnly() {
		assertThat(find(HttpMethod.HEAD, "/api/hello").dialect()).isEqualTo(Dialect.ANTHROPIC_HELLO);
		assertThat(find(HttpMethod.GET, "/api/hello")).isNull();
	}

	@Test
	void standsUnderTheBasePath() {
		EndpointTable based = new EndpointTable("/ai", true);
		assertThat(based.find(MockServerHttpRequest.post("/ai/v1/messages").build())).isNotNull();
		assertThat(based.find(MockServerHttpRequest.post("/ai/api/chat").build())).isNotNull();
		assertThat(based.find(MockServerHttpRequest.post("/v1/messages").build())).isNull();
		assertThat(based.find(MockServerHttpRequest.post("/v1beta/models/m:countTokens").build())).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "Application/JSON; charset=utf-8", "application/json ;x=y",
			"application/vnd.api+json" })
	void takesJson(String contentType) {
		assertThat(refusal(contentType)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/jsonp", "application/xml", "multipart/form-data; boundary=x",
			"application/x-www-form-urlencoded", "+json" })
	void refusesOtherMedia(String contentType) {
		assertThat(refusal(contentType)).isTrue();
	}

	private boolean refusal(String contentType) {
		MockServerHttpRequest request = MockServerHttpRequest.post("/v1/messages")
			.header("content-type", contentType)
			.build();
		return this.table.find(request).refusal(request) != null;
	}

	private @Nullable Endpoint find(HttpMethod method, String path) {
		return this.table.find(MockServerHttpRequest.method(method, java.net.URI.create(path)).build());
	}

}
