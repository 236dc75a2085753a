package dev.sluice.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.simulator.LoggedCall;
import dev.sluice.simulator.Script;
import dev.sluice.simulator.SimulatedProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A coding agent that speaks Anthropic's dialect: its large first request, with betas and
 * fields that nobody knows, works with models of other vendors, in a loop of tool calls.
 */
@Timeout(60)
class CodingAgentTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String CHAT = "openai/gpt-5";

	private static final String RESPONSES = "groq/gpt-5";

	private static final String GEMINI = "gemini/gemini-2.5-flash";

	private static final String OLLAMA = "ollama/llama3.2";

	private static SimulatedProvider provider;

	private static RunningGateway gateway;

	private static JsonNode first;

	@BeforeAll
	static void start() throws IOException {
		try (InputStream in = CodingAgentTests.class.getResourceAsStream("/fixtures/agent-first-request.json")) {
			first = JSON.readTree(in);
		}
		provider = SimulatedProvider.start();
		gateway = RunningGateway.start("OPENAI_API_KEY=provider-secret",
				"OPENAI_BASE_URL=" + provider.baseUrl() + "/v1", "sluice.providers.openai.dialects=openai-chat",
				"GROQ_API_KEY=provider-secret", "GROQ_BASE_URL=" + provider.baseUrl() + "/v1",
				"sluice.providers.groq.dialects=openai-responses", "GEMINI_API_KEY=provider-secret",
				"GOOGLE_GEMINI_BASE_URL=" + provider.baseUrl(),
				"sluice.providers.gemini.dialects=gemini-generate,gemini-count-tokens",
				"OLLAMA_HOST=" + provider.baseUrl(), "sluice.providers.ollama.dialects=ollama-chat");
	}

	@AfterAll
	static void stop() {
		gateway.close();
		provider.close();
	}

	@AfterEach
	void clear() {
		provider.clearScripts();
		provider.log().clear();
	}

	@Test
	void theFirstRequestReachesOpenAiWithAllThatItCanSay() {
		assertThat(request(CHAT, true).toString().getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThan(48 * 1024);
		HttpResponse<String> answer = post("/v1/messages?beta=true", request(CHAT, true));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		LoggedCall call = lastCall(1);
		assertThat(call.path()).isEqualTo("/v1/chat/completions");
		assertThat(call.headers().get("authorization")).containsExactly("Bearer provider-secret");
		assertThat(call.headers()).doesNotContainKeys("anthropic-version", "anthropic-beta", "x-api-key",
				"x-agent-session-id");
		JsonNode sent = JSON.readTree(call.body());
		assertThat(sent.propertyNames()).isSubsetOf("model", "messages", "tools", "tool_choice", "parallel_tool_calls",
				"stream", "stream_options", "max_completion_tokens", "reasoning_effort", "temperature", "metadata",
				"user", "safety_identifier", "prompt_cache_key", "verbosity");
		assertThat(sent.at("/model").asString()).isEqualTo("gpt-5");
		assertThat(sent.at("/max_completion_tokens").asInt()).isEqualTo(32_000);
		assertThat(sent.at("/stream_options/include_usage").asBoolean()).isTrue();
		assertThat(sent.at("/reasoning_effort").asString()).isIn("medium", "high");
		assertThat(texts(sent.at("/messages"), Set.of("system", "developer")))
			.containsExactly(String.join("\n\n", texts(first.at("/system"))));
		assertThat(texts(sent.at("/messages"), Set.of("user"))).isEqualTo(texts(first.at("/messages/0/content")));
		for (int i = 0; i < 20; i++) {
			JsonNode asked = first.at("/tools/" + i);
			JsonNode function = sent.at("/tools/" + i + "/function");
			assertThat(function.path("name")).isEqualTo(asked.path("name"));
			assertThat(function.path("description")).isEqualTo(asked.path("description"));
			assertThat(function.path("parameters")).isEqualTo(asked.path("input_schema"));
		}
		assertThat(sent.at("/tools")).hasSize(20);
		assertThat(call.bodyText()).doesNotContain("cache_control", "context_management", "x_agent_trace");
		assertThat(answer.headers().firstValue("x-sluice-dropped").orElse("").split(",")).contains("context_management",
				"x_agent_trace");
	}

	@ParameterizedTest
	@CsvSource({ CHAT + ",true", CHAT + ",false", RESPONSES + ",true", RESPONSES + ",false", GEMINI + ",true",
			GEMINI + ",false", OLLAMA + ",true", OLLAMA + ",false" })
	void aLoopOfToolCallsComesToItsEnd(String model, boolean stream) {
		ObjectNode request = request(model, stream);
		provider.script("*", Script.of("tools=2 chunk=" + (stream ? "100" : "1000")));
		JsonNode asked = answer(request);
		assertThat(asked.path("stop_reason").asString()).isEqualTo("tool_use");
		List<JsonNode> calls = new ArrayList<>(toolCalls(asked));
		assertThat(calls).extracting((call) -> call.path("name").asString())
			.containsExactly("weather_of_build", "shell");
		assertThat(calls.get(0).path("input").path("branch").asString()).isNotEmpty();
		assertThat(calls).extracting((call) -> call.path("id").asString()).doesNotHaveDuplicates().doesNotContain("");
		carryOn(request, asked, "<system-reminder>The plan is still empty.</system-reminder>");

		if (!model.equals(GEMINI)) {
			// Where a turn may hold more than a tool's answer, the simulated provider
			// goes on.
			provider.script("*", Script.of("tools=1"));
			JsonNode again = answer(request);
			calls.add(toolCalls(again).get(0));
			carryOn(request, again, null);
		}

		JsonNode end = answer(request);
		assertThat(end.path("stop_reason").asString()).isEqualTo("end_turn");
		assertThat(texts(end.path("content"))).anyMatch((text) -> text
			.contains(model.equals(GEMINI) ? "still empty" : "result of " + calls.get(2).path("id").asString()));
		assertThat(end.at("/usage/output_tokens").asInt()).isPositive();
		assertThat(end.at("/usage/input_tokens").asInt()).isPositive();
		String sent = lastCall(calls.size()).bodyText();
		for (JsonNode call : calls) {
			assertThat(sent).contains("result of " + call.path("id").asString());
		}
		assertThat(sent).contains("The plan is still empty.");
	}

	@ParameterizedTest
	@CsvSource({ CHAT + ",true", RESPONSES + ",true", GEMINI + ",false", OLLAMA + ",true" })
	void itsTokensAreCountedBeforeItAsks(String model, boolean estimated) {
		ObjectNode counted = request(model, false);
		counted.remove(List.of("max_tokens", "stream", "temperature", "metadata"));
		HttpResponse<String> answer = post("/v1/messages/count_tokens?beta=true", counted);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(answer.headers().firstValue("x-sluice-estimated").isPresent()).isEqualTo(estimated);
		assertThat(PlainHttp.json(answer).propertyNames()).containsExactly("input_tokens");
		assertThat(PlainHttp.json(answer).path("input_tokens").asLong()).isBetween(8_000L, 16_000L);
		if (!estimated) {
			assertThat(lastCall(1).path()).endsWith(":countTokens");
			assertThat(lastCall(1).bodyText()).contains("weather_of_build", "feature/settle-twice")
				.doesNotContain("x_agent_trace", "anthropic-beta");
		}
	}

	private static void carryOn(ObjectNode request, JsonNode asked, @Nullable String reminder) {
		ArrayNode messages = (ArrayNode) request.path("messages");
		messages.addObject().put("role", "assistant").set("content", asked.path("content"));
		ArrayNode results = messages.addObject().put("role", "user").putArray("content");
		for (JsonNode call : toolCalls(asked)) {
			results.addObject()
				.put("type", "tool_result")
				.put("tool_use_id", call.path("id").asString())
				.put("content", "result of " + call.path("id").asString());
		}
		((ObjectNode) results.get(0)).put("is_error", true);
		((ObjectNode) results.get(results.size() - 1)).putObject("cache_control").put("type", "ephemeral");
		if (reminder != null) {
			results.addObject().put("type", "text").put("text", reminder);
		}
	}

	private static List<JsonNode> toolCalls(JsonNode message) {
		return message.path("content")
			.values()
			.stream()
			.filter((block) -> block.path("type").asString().equals("tool_use"))
			.toList();
	}

	private static JsonNode answer(ObjectNode request) {
		HttpResponse<String> answer = post("/v1/messages?beta=true", request);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return request.path("stream").asBoolean() ? AnthropicEvents.message(answer.body()) : PlainHttp.json(answer);
	}

	private static LoggedCall lastCall(int calls) {
		return provider.log().awaitCalls(calls, Duration.ofSeconds(30)).get(calls - 1);
	}

	private static List<String> texts(JsonNode blocks) {
		List<String> texts = new ArrayList<>();
		blocks.values()
			.stream()
			.filter((block) -> block.has("text"))
			.forEach((block) -> texts.add(block.path("text").asString()));
		return texts;
	}

	/** The texts of OpenAI messages in some roles, whether written as one or as parts. */
	private static List<String> texts(JsonNode messages, Set<String> roles) {
		List<String> texts = new ArrayList<>();
		messages.values()
			.stream()
			.filter((message) -> roles.contains(message.path("role").asString()))
			.forEach((message) -> {
				JsonNode content = message.path("content");
				texts.addAll(content.isString() ? List.of(content.asString()) : texts(content));
			});
		return texts;
	}

	private static ObjectNode request(String model, boolean stream) {
		return ((ObjectNode) first.deepCopy()).put("model", model).put("stream", stream);
	}

	private static HttpResponse<String> post(String path, JsonNode body) {
		return gateway.send(builder(path, body));
	}

	private static java.net.http.HttpRequest.Builder builder(String path, JsonNode body) {
		return gateway.request(path)
			.header("content-type", "application/json")
			.header("anthropic-version", "2023-06-01")
			.header("anthropic-beta",
					"claude-code-20250219,interleaved-thinking-2025-05-14,context-management-2025-06-27")
			.header("x-app", "cli")
			.header("x-agent-session-id", "1b9e4c55")
			.POST(java.net.http.HttpRequest.BodyPublishers.ofString(body.toString()));
	}

}
