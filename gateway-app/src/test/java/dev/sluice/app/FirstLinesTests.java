package dev.sluice.app;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.simulator.LoggedCall;
import dev.sluice.simulator.SimulatedProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The first lines that people type after reading about one of the systems that Sluice
 * replaces, with only the address changed.
 */
@Timeout(60)
class FirstLinesTests {

	private static SimulatedProvider provider;

	/** Open to anybody, without any provider. */
	private static RunningGateway bare;

	/** Open to anybody, with the providers that its users had. */
	private static RunningGateway open;

	/** With keys. */
	private static RunningGateway keyed;

	@BeforeAll
	static void start() {
		provider = SimulatedProvider.start();
		String[] providers = { "OPENAI_API_KEY=openai-secret", "OPENAI_BASE_URL=" + provider.baseUrl() + "/openai/v1",
				"ANTHROPIC_API_KEY=anthropic-secret", "ANTHROPIC_BASE_URL=" + provider.baseUrl() + "/anthropic",
				"OLLAMA_HOST=" + provider.baseUrl() + "/ollama", "OPENROUTER_API_KEY=openrouter-secret",
				"OPENROUTER_BASE_URL=" + provider.baseUrl() + "/openrouter/v1" };
		bare = RunningGateway.start("sluice.auth.mode=open");
		keyed = RunningGateway.start(providers);
		open = RunningGateway
			.start(Stream.concat(Stream.of("SLUICE_AUTH=open"), Arrays.stream(providers)).toArray(String[]::new));
	}

	@AfterAll
	static void stop() {
		open.close();
		keyed.close();
		bare.close();
		provider.close();
	}

	@AfterEach
	void clear() {
		provider.log().clear();
	}

	@ParameterizedTest
	@ValueSource(strings = { "gpt-4", "gpt-3.5-turbo", "claude-3-5-sonnet-20241022", "qwen2.5:32b-instruct", "local" })
	void withoutAnyProviderEveryModelIsAnsweredBySimulation(String model) {
		HttpResponse<String> response = PlainHttp.post(bare.url() + "/v1/chat/completions",
				"{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}],"
						+ "\"max_tokens\":3,\"temperature\":0.7}");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		JsonNode answer = PlainHttp.json(response);
		assertThat(answer.path("object").asString()).isEqualTo("chat.completion");
		assertThat(answer.path("choices").path(0).path("message").path("content").asString()).isNotBlank();
		assertThat(response.headers().firstValue("x-sluice-provider")).hasValue("simulated");
	}

	@ParameterizedTest
	@CsvSource({ "gpt-4, /openai/v1, openai, gpt-4", "gpt-3.5-turbo, /openai/v1, openai, gpt-3.5-turbo",
			"qwen2.5:32b-instruct, /ollama/v1, ollama, qwen2.5:32b-instruct",
			"local, /ollama/v1, ollama, qwen2.5:32b-instruct", "llama3.2, /ollama/v1, ollama, llama3.2" })
	void theModelNameFindsTheProvider(String model, String base, String name, String upstreamModel) {
		HttpResponse<String> response = chat(open.url() + "/v1/chat/completions", model, "");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.headers().firstValue("x-sluice-provider")).hasValue(name);
		LoggedCall call = theCall();
		assertThat(call.path()).isEqualTo(base + "/chat/completions");
		assertThat(call.bodyText()).contains("\"model\":\"" + upstreamModel + "\"");
		assertThat(call.header("authorization")).isEqualTo(name.equals("ollama") ? null : "Bearer " + name + "-secret");
		assertThat(call.headers()).doesNotContainKey("x-api-key");
	}

	@Test
	void anOpenAiChatWithClaudeReachesAnthropicInItsOwnDialect() {
		HttpResponse<String> response = chat(open.url() + "/v1/chat/completions", "claude-3-5-sonnet-20241022", "");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(PlainHttp.json(response).path("object").asString()).isEqualTo("chat.completion");
		LoggedCall call = theCall();
		assertThat(call.path()).isEqualTo("/anthropic/v1/messages");
		assertThat(call.header("x-api-key")).isEqualTo("anthropic-secret");
		assertThat(call.header("anthropic-version")).isNotBlank();
		assertThat(call.headers()).doesNotContainKey("authorization");
	}

	@Test
	void healthHasWhatMonitorsLookFor() {
		for (RunningGateway gateway : List.of(bare, open, keyed)) {
			HttpResponse<String> response = PlainHttp.get(gateway.url() + "/health");
			assertThat(response.statusCode()).isEqualTo(200);
			JsonNode health = PlainHttp.json(response);
			assertThat(health.path("status").asString()).isEqualTo("healthy");
			assertThat(health.path("timestamp").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.*Z");
			assertThat(health.path("version").asString()).isNotBlank();
		}
		JsonNode details = PlainHttp.json(PlainHttp.get(open.url() + "/health"));
		assertThat(details.path("total_providers").asInt()).isEqualTo(5);
		assertThat(details.path("healthy_providers").asInt()).isEqualTo(5);
		assertThat(details.path("provider_stats").path("openai").path("status").asString()).isEqualTo("healthy");
		assertThat(PlainHttp.json(PlainHttp.get(keyed.url() + "/health")).has("provider_stats"))
			.as("strangers are told nothing more")
			.isFalse();
	}

	@Test
	void modelsAreListedInBothShapesAtOnce() {
		JsonNode body = PlainHttp.json(PlainHttp.get(open.url() + "/v1/models"));
		assertThat(body.path("object").asString()).isEqualTo("list");
		assertThat(body.path("data").valueStream().map((row) -> row.path("id").asString()))
			.contains("gpt-4o", "claude-sonnet-5-5", "qwen2.5:32b-instruct")
			.doesNotHaveDuplicates();
		assertThat(body.path("data").valueStream()).allSatisfy((row) -> {
			assertThat(row.path("object").asString()).isEqualTo("model");
			assertThat(row.path("owned_by").asString()).isEqualTo(row.path("provider").asString()).isNotBlank();
			assertThat(row.path("created").isNumber()).isTrue();
		});
		assertThat(names(body.path("models").path("openai"))).contains("gpt-4o");
		assertThat(names(body.path("models").path("anthropic"))).contains("claude-sonnet-5-5");
		assertThat(names(body.path("models").path("ollama"))).contains("qwen2.5:32b-instruct");
		assertThat(body.path("models").has("gemini")).as("a provider without key is absent").isFalse();
		assertThat(PlainHttp.json(PlainHttp.get(bare.url() + "/v1/models")).path("data").size()).isPositive();
	}

	@Test
	void theStreamedOpenRouterCallReachesOpenRouterWithItsKey() {
		HttpResponse<String> response = chat(keyed.url() + "/v1/chat/completions",
				"openrouter/anthropic/claude-3.5-sonnet", ",\"stream\":true", "authorization",
				"Bearer " + RunningGateway.KEY);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("text/event-stream");
		assertThat(response.body()).startsWith("data: {").endsWith("data: [DONE]\n\n");
		LoggedCall call = theCall();
		assertThat(call.path()).isEqualTo("/openrouter/v1/chat/completions");
		assertThat(call.bodyText()).contains("\"model\":\"anthropic/claude-3.5-sonnet\"");
		assertThat(call.header("authorization")).isEqualTo("Bearer openrouter-secret");
	}

	@Test
	void withoutItsBearerKeyThatCallIsRefused() {
		HttpResponse<String> response = chat(keyed.url() + "/v1/chat/completions",
				"openrouter/anthropic/claude-3.5-sonnet", ",\"stream\":true");
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(PlainHttp.json(response).path("error").path("message").asString()).isNotBlank();
	}

	@Test
	void aDummyKeyIsEnoughInOpenMode() {
		OpenAIClient client = OpenAIOkHttpClient.builder()
			.baseUrl(open.url() + "/v1")
			.apiKey("dummy")
			.maxRetries(0)
			.timeout(Duration.ofSeconds(10))
			.build();
		assertThat(client.chat()
			.completions()
			.create(ChatCompletionCreateParams.builder().model("gpt-3.5-turbo").addUserMessage("Hello!").build())
			.choices()
			.get(0)
			.message()
			.content()
			.orElseThrow()).contains("Hello!");
		client.close();
		assertThat(theCall().headers().toString()).doesNotContain("dummy");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "?provider=openrouter | | ", " | openrouter | ",
			" | | ,\"provider\":\"openrouter\"", "?provider=openrouter | ollama | ,\"provider\":\"openai\"" })
	void theCallerMayNameTheProvider(String query, String header, String field) {
		String[] headers = (header != null) ? new String[] { "x-sluice-provider", header } : new String[0];
		HttpResponse<String> response = chat(open.url() + "/v1/chat/completions" + text(query), "gpt-4o", text(field),
				headers);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.headers().firstValue("x-sluice-provider")).hasValue("openrouter");
		LoggedCall call = theCall();
		assertThat(call.path()).isEqualTo("/openrouter/v1/chat/completions");
		assertThat(call.query()).isEmpty();
		assertThat(call.headers()).doesNotContainKey("x-sluice-provider");
		assertThat(call.bodyText())
			.isEqualTo("{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}]}");
	}

	@Test
	void legacyCompletionsHaveTheirOwnShape() {
		HttpResponse<String> response = PlainHttp.post(open.url() + "/v1/completions",
				"{\"model\":\"gpt-3.5-turbo-instruct\",\"prompt\":[\"one\",\"two\"],\"max_tokens\":5}");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		JsonNode answer = PlainHttp.json(response);
		assertThat(answer.path("object").asString()).isEqualTo("text_completion");
		assertThat(answer.path("choices").size()).isEqualTo(2);
	}

	private static HttpResponse<String> chat(String url, String model, String more, String... headers) {
		return PlainHttp.post(url,
				"{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}]" + more + "}",
				headers);
	}

	private static LoggedCall theCall() {
		List<LoggedCall> calls = provider.log().awaitCalls(1, Duration.ofSeconds(30));
		assertThat(calls).hasSize(1);
		return calls.get(0);
	}

	private static List<String> names(JsonNode list) {
		return list.valueStream().map(JsonNode::asString).toList();
	}

	private static String text(String value) {
		return (value != null) ? value : "";
	}

}
