package dev.sluice.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.simulator.LoggedCall;
import dev.sluice.simulator.Script;
import dev.sluice.simulator.SimulatedProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** Anthropic's own Java client against providers that speak other dialects only. */
@Timeout(60)
class CrossedAnthropicSdkTests {

	private static final String OPENAI = "openai/gpt-4o";

	private static final String GEMINI = "gemini/gemini-2.5-flash";

	private static final String OLLAMA = "ollama/llama3.2";

	private static final String NATIVE = "anthropic/claude-sonnet-5-5";

	private static SimulatedProvider provider;

	private static RunningGateway gateway;

	private static AnthropicClient client;

	@BeforeAll
	static void start() {
		provider = SimulatedProvider.start();
		gateway = CrossedProviders.start(provider);
		client = AnthropicOkHttpClient.builder()
			.baseUrl(gateway.url())
			.apiKey(RunningGateway.KEY)
			.maxRetries(0)
			.timeout(Duration.ofSeconds(15))
			.build();
	}

	@AfterAll
	static void stop() {
		client.close();
		gateway.close();
		provider.close();
	}

	@AfterEach
	void clear() {
		provider.clearScripts();
		provider.log().clear();
	}

	@ParameterizedTest
	@ValueSource(strings = { OPENAI, GEMINI, OLLAMA })
	void aMessageEqualsANativeOneWholeAndStreamed(String model) {
		provider.script("*", Script.of("tokens=12"));
		Message reference = whole(message(NATIVE));
		equal(whole(message(model)), reference);
		equal(streamed(message(model)), reference);
		LoggedCall crossed = provider.log().awaitCalls(3, Duration.ofSeconds(30)).get(1);
		assertThat(crossed.path()).isNotEqualTo("/v1/messages");
		assertThat(crossed.headers()).doesNotContainKeys("anthropic-version", "anthropic-beta");
	}

	@ParameterizedTest
	@ValueSource(strings = { OPENAI, GEMINI, OLLAMA })
	void twoToolCallsEqualNativeOnes(String model) {
		provider.script("*", Script.of("tools=2"));
		Message reference = whole(withTools(NATIVE));
		assertThat(reference.stopReason()).contains(StopReason.TOOL_USE);
		equal(whole(withTools(model)), reference);
		equal(streamed(withTools(model)), reference);
	}

	@ParameterizedTest
	@ValueSource(strings = { "openai/gpt-5", GEMINI, OLLAMA })
	void askingToThinkCrosses(String model) {
		Message whole = whole(message(model).maxTokens(2000).enabledThinking(1024));
		Message streamed = streamed(message(model).maxTokens(2000).enabledThinking(1024));
		for (Message answer : List.of(whole, streamed)) {
			assertThat(answer.stopReason()).contains(StopReason.END_TURN);
			assertThat(answer.content()).anyMatch(ContentBlock::isText);
		}
		if (!model.startsWith("openai")) {
			assertThat(whole.content().get(0).asThinking().thinking()).isNotEmpty();
			assertThat(streamed.content().get(0).asThinking().thinking())
				.isEqualTo(whole.content().get(0).asThinking().thinking());
		}
	}

	@Test
	void whatAQuirkDropsIsNamedToo() {
		var answer = gateway.post("/v1/chat/completions",
				"{\"model\":\"mistral/mistral-large-latest\",\"logit_bias\":{\"1\":2},"
						+ "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(answer.headers().firstValue("x-sluice-dropped")).hasValue("logit_bias");
	}

	@Test
	void quirksApplyToABodyThatACodecWrote() {
		var answer = gateway.post("/v1/responses",
				"{\"model\":\"mistral/mistral-large-latest\",\"input\":\"hello\",\"max_output_tokens\":20,"
						+ "\"reasoning\":{\"effort\":\"low\"},\"stream\":true}");
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		LoggedCall call = provider.log().awaitCalls(1, Duration.ofSeconds(30)).get(0);
		assertThat(call.path()).isEqualTo("/v1/chat/completions");
		assertThat(call.bodyText()).contains("\"max_tokens\":20")
			.doesNotContain("max_completion_tokens", "stream_options");
	}

	private static void equal(Message crossed, Message reference) {
		assertThat(said(crossed)).isEqualTo(said(reference));
		assertThat(crossed.stopReason()).isEqualTo(reference.stopReason());
		assertThat(crossed.usage().outputTokens()).isEqualTo(reference.usage().outputTokens());
		// The call behind the reference is the crossed one, whole.
		assertThat(crossed.usage().inputTokens())
			.isEqualTo(CrossedProviders.toldInput(provider, provider.log().calls().get(1)))
			.isPositive();
	}

	// Gemini's seal of a call travels in front of it, in a thought of its own that is
	// not shown.
	private static List<String> said(Message answer) {
		return answer.content()
			.stream()
			.filter((block) -> !sealOfGemini(block))
			.map(CrossedAnthropicSdkTests::said)
			.toList();
	}

	private static boolean sealOfGemini(ContentBlock block) {
		return block.isThinking() && block.asThinking().thinking().isEmpty()
				&& block.asThinking().signature().startsWith("sluice.gemini-generate.");
	}

	private static String said(ContentBlock block) {
		return block.isToolUse() ? block.asToolUse().name() + block.asToolUse()._input() : block.asText().text();
	}

	private static Message whole(MessageCreateParams.Builder asked) {
		return client.messages().create(asked.build()).validate();
	}

	private static Message streamed(MessageCreateParams.Builder asked) {
		MessageAccumulator whole = MessageAccumulator.create();
		try (var stream = client.messages().createStreaming(asked.build())) {
			stream.stream().forEach((event) -> whole.accumulate(event.validate()));
		}
		return whole.message();
	}

	private static MessageCreateParams.Builder message(String model) {
		return MessageCreateParams.builder().model(model).maxTokens(500).addUserMessage("hello");
	}

	private static MessageCreateParams.Builder withTools(String model) {
		return message(model).addTool(tool("weather")).addTool(tool("news"));
	}

	private static Tool tool(String name) {
		return Tool.builder()
			.name(name)
			.inputSchema(Tool.InputSchema.builder()
				.putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
				.build())
			.build();
	}

}
