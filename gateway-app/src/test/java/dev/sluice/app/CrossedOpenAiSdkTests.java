package dev.sluice.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.InternalServerException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.StructuredResponse;
import com.openai.models.responses.StructuredResponseOutputItem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.simulator.Script;
import dev.sluice.simulator.SimulatedProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** OpenAI's own Java client against providers that speak other dialects only. */
@Timeout(60)
class CrossedOpenAiSdkTests {

	private static final String ANTHROPIC = "anthropic/claude-sonnet-5-5";

	private static final String GEMINI = "gemini/gemini-2.5-flash";

	private static final String OLLAMA = "ollama/llama3.2";

	private static final String NATIVE = "openai/gpt-4o";

	private static SimulatedProvider provider;

	private static RunningGateway gateway;

	private static OpenAIClient client;

	@BeforeAll
	static void start() {
		provider = SimulatedProvider.start();
		gateway = CrossedProviders.start(provider);
		client = OpenAIOkHttpClient.builder()
			.baseUrl(gateway.url() + "/v1")
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
	@ValueSource(strings = { ANTHROPIC, GEMINI, OLLAMA })
	void aWholeChatEqualsANativeOne(String model) {
		provider.script("*", Script.of("tokens=12"));
		ChatCompletion crossed = whole(chat(model).build());
		equal(crossed, whole(chat(NATIVE).build()));
		wentTo(model);
		assertThat(input(crossed)).isEqualTo(told(0)).isPositive();
	}

	@ParameterizedTest
	@ValueSource(strings = { ANTHROPIC, GEMINI, OLLAMA })
	void aStreamedChatEqualsANativeOne(String model) {
		provider.script("*", Script.of("tokens=12 chunk=7"));
		ChatCompletion crossed = streamed(chat(model));
		equal(crossed, streamed(chat(NATIVE)));
		wentTo(model);
		whole(chat(model).build());
		assertThat(input(crossed)).isEqualTo(told(2)).isPositive();
	}

	@ParameterizedTest
	@ValueSource(strings = { ANTHROPIC, GEMINI, OLLAMA })
	void twoToolCallsEqualNativeOnes(String model) {
		provider.script("*", Script.of("tools=2"));
		ChatCompletion whole = whole(withTools(model).build());
		equal(whole, whole(withTools(NATIVE).build()));
		ChatCompletion streamed = streamed(withTools(model));
		assertThat(List.of(input(whole), input(streamed))).containsOnly(told(0));
		equal(streamed, streamed(withTools(NATIVE)));
		assertThat(streamed.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
		assertThat(calls(streamed)).containsExactly("weather{\"city\":\"simulated\"}", "news{\"city\":\"simulated\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { ANTHROPIC, GEMINI, OLLAMA })
	void aToolLoopOfThreeTurnsComesToItsEnd(String model) {
		ChatCompletionCreateParams.Builder conversation = withTools(model);
		for (int turn = 0; turn < 2; turn++) {
			provider.script("*", Script.of("tools=1"));
			ChatCompletionMessage asked = whole(conversation.build()).choices().get(0).message();
			conversation.addMessage(asked);
			for (var call : asked.toolCalls().orElseThrow()) {
				conversation.addMessage(ChatCompletionToolMessageParam.builder()
					.toolCallId(call.asFunction().id())
					.content("sunny " + turn)
					.build());
			}
			// The simulated provider calls no tool right after a tool's answer.
			conversation.addAssistantMessage("noted").addUserMessage("and then?");
		}
		provider.script("*", Script.of("tools=0 tokens=5"));
		ChatCompletion end = whole(conversation.build());
		assertThat(end.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
		assertThat(provider.log().awaitCalls(3, Duration.ofSeconds(30)).get(2).bodyText()).contains("sunny 0",
				"sunny 1");
	}

	@ParameterizedTest
	@ValueSource(strings = { ANTHROPIC, GEMINI, OLLAMA })
	void structuredOutputIsReadIntoAClass(String model) {
		Weather weather = client.chat()
			.completions()
			.create(chat(model).responseFormat(Weather.class).build())
			.choices()
			.get(0)
			.message()
			.content()
			.orElseThrow();
		assertThat(weather.city).isEqualTo("simulated");
		ChatCompletionAccumulator streamed = ChatCompletionAccumulator.create();
		try (var stream = client.chat()
			.completions()
			.createStreaming(chat(model).responseFormat(Weather.class).build())) {
			stream.stream().forEach(streamed::accumulate);
		}
		assertThat(streamed.chatCompletion(Weather.class).choices().get(0).message().content().orElseThrow().city)
			.isEqualTo("simulated");
	}

	@ParameterizedTest
	@ValueSource(strings = { ANTHROPIC, GEMINI, OLLAMA })
	void structuredResponsesAreReadIntoAClass(String model) {
		var asked = response(model).text(Weather.class).build();
		assertThat(city(client.responses().create(asked))).isEqualTo("simulated");
		ResponseAccumulator streamed = ResponseAccumulator.create();
		try (var stream = client.responses().createStreaming(asked)) {
			stream.stream().forEach((event) -> streamed.accumulate(event.validate()));
		}
		assertThat(city(streamed.response(Weather.class))).isEqualTo("simulated");
	}

	private static String city(StructuredResponse<Weather> answer) {
		return answer.output()
			.stream()
			.filter(StructuredResponseOutputItem::isMessage)
			.findFirst()
			.orElseThrow()
			.asMessage()
			.content()
			.get(0)
			.asOutputText().city;
	}

	@ParameterizedTest
	@ValueSource(strings = { ANTHROPIC, GEMINI, OLLAMA })
	void responsesAreReadWholeAndStreamed(String model) {
		provider.script("*", Script.of("tokens=9"));
		Response whole = client.responses().create(response(model).build()).validate();
		Response streamed = streamed(response(model));
		Response reference = client.responses().create(response(NATIVE).build()).validate();
		for (Response answer : List.of(whole, streamed)) {
			assertThat(answer.status()).contains(ResponseStatus.COMPLETED);
			assertThat(text(answer)).isEqualTo(text(reference));
			assertThat(answer.usage().orElseThrow().outputTokens())
				.isEqualTo(reference.usage().orElseThrow().outputTokens());
			assertThat(answer.usage().orElseThrow().inputTokens()).isEqualTo(told(0)).isPositive();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { ANTHROPIC, GEMINI, OLLAMA })
	void responsesCallToolsWholeAndStreamed(String model) {
		provider.script("*", Script.of("tools=2"));
		Response reference = client.responses().create(responseWithTools(NATIVE).build()).validate();
		for (Response answer : List.of(client.responses().create(responseWithTools(model).build()).validate(),
				streamed(responseWithTools(model)))) {
			assertThat(answer.status()).isEqualTo(reference.status()).contains(ResponseStatus.COMPLETED);
			assertThat(called(answer)).isEqualTo(called(reference))
				.containsExactly("weather{\"city\":\"simulated\"}", "news{\"city\":\"simulated\"}");
			assertThat(answer.usage().orElseThrow().outputTokens())
				.isEqualTo(reference.usage().orElseThrow().outputTokens());
			assertThat(answer.usage().orElseThrow().inputTokens()).isEqualTo(told(1)).isPositive();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { ANTHROPIC, GEMINI, OLLAMA })
	void aToolLoopOfResponsesComesToItsEnd(String model) {
		List<ResponseInputItem> conversation = new ArrayList<>();
		conversation.add(said(EasyInputMessage.Role.USER, "hello"));
		for (int turn = 0; turn < 2; turn++) {
			provider.script("*", Script.of("tools=1"));
			ResponseCreateParams.Builder asked = responseWithTools(model).inputOfResponse(conversation);
			Response answer = (turn == 0) ? client.responses().create(asked.build()).validate() : streamed(asked);
			ResponseFunctionToolCall call = answer.output()
				.stream()
				.filter(ResponseOutputItem::isFunctionCall)
				.findFirst()
				.orElseThrow()
				.asFunctionCall();
			conversation.add(ResponseInputItem.ofFunctionCall(call));
			conversation.add(ResponseInputItem.ofFunctionCallOutput(ResponseInputItem.FunctionCallOutput.builder()
				.callId(call.callId())
				.output("sunny " + turn)
				.build()));
			// The simulated provider calls no tool right after a tool's answer.
			conversation.add(said(EasyInputMessage.Role.ASSISTANT, "noted"));
			conversation.add(said(EasyInputMessage.Role.USER, "and then?"));
		}
		provider.script("*", Script.of("tools=0 tokens=5"));
		Response end = client.responses()
			.create(responseWithTools(model).inputOfResponse(conversation).build())
			.validate();
		assertThat(end.status()).contains(ResponseStatus.COMPLETED);
		assertThat(provider.log().awaitCalls(3, Duration.ofSeconds(30)).get(2).bodyText()).contains("sunny 0",
				"sunny 1");
	}

	private static ResponseInputItem said(EasyInputMessage.Role role, String text) {
		return ResponseInputItem.ofEasyInputMessage(EasyInputMessage.builder().role(role).content(text).build());
	}

	private static List<String> called(Response answer) {
		return answer.output()
			.stream()
			.filter(ResponseOutputItem::isFunctionCall)
			.map((item) -> item.asFunctionCall().name() + item.asFunctionCall().arguments())
			.toList();
	}

	private static ResponseCreateParams.Builder responseWithTools(String model) {
		return response(model).addTool(responseTool("weather")).addTool(responseTool("news"));
	}

	private static FunctionTool responseTool(String name) {
		return FunctionTool.builder()
			.name(name)
			.parameters(FunctionTool.Parameters.builder()
				.putAdditionalProperty("type", JsonValue.from("object"))
				.putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
				.build())
			.strict(false)
			.build();
	}

	@ParameterizedTest
	@CsvSource({ "529, 503", "503, 503" })
	void anOverloadOfAnthropicsIsOneThatOpenAisClientKnows(int upstream, int told) {
		provider.script("*", Script.of("status=" + upstream));
		assertThatExceptionOfType(InternalServerException.class).isThrownBy(() -> whole(chat(ANTHROPIC).build()))
			.satisfies((ex) -> assertThat(ex.statusCode()).isEqualTo(told));
	}

	private static void equal(ChatCompletion crossed, ChatCompletion reference) {
		ChatCompletion.Choice answer = crossed.choices().get(0);
		ChatCompletion.Choice expected = reference.choices().get(0);
		assertThat(answer.message().content().orElse("")).isEqualTo(expected.message().content().orElse(""));
		assertThat(calls(crossed)).isEqualTo(calls(reference));
		assertThat(answer.finishReason()).isEqualTo(expected.finishReason());
		assertThat(crossed.usage().orElseThrow().completionTokens())
			.isEqualTo(reference.usage().orElseThrow().completionTokens());
		assertThat(crossed.usage().orElseThrow().totalTokens())
			.isEqualTo(crossed.usage().orElseThrow().promptTokens() + crossed.usage().orElseThrow().completionTokens());
	}

	private static long input(ChatCompletion answer) {
		return answer.usage().orElseThrow().promptTokens();
	}

	/** What the provider of a call says that its input was. */
	private static long told(int call) {
		return CrossedProviders.toldInput(provider, provider.log().calls().get(call));
	}

	private static List<String> calls(ChatCompletion answer) {
		return answer.choices()
			.get(0)
			.message()
			.toolCalls()
			.orElse(List.of())
			.stream()
			.map((call) -> call.asFunction().function())
			.map((ChatCompletionMessageFunctionToolCall.Function call) -> call.name() + call.arguments())
			.toList();
	}

	private static void wentTo(String model) {
		String path = model.equals(ANTHROPIC) ? "/v1/messages" : model.equals(OLLAMA) ? "/api/chat" : "/v1beta/models/";
		assertThat(provider.log().awaitCalls(2, Duration.ofSeconds(30)).get(0).path()).startsWith(path);
	}

	private static ChatCompletion whole(ChatCompletionCreateParams asked) {
		return client.chat().completions().create(asked).validate();
	}

	private static ChatCompletion streamed(ChatCompletionCreateParams.Builder asked) {
		ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
		try (var stream = client.chat()
			.completions()
			.createStreaming(
					asked.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build()).build())) {
			stream.stream().forEach((chunk) -> whole.accumulate(chunk.validate()));
		}
		return whole.chatCompletion();
	}

	private static Response streamed(ResponseCreateParams.Builder asked) {
		ResponseAccumulator whole = ResponseAccumulator.create();
		try (var stream = client.responses().createStreaming(asked.build())) {
			stream.stream().forEach((event) -> whole.accumulate(event.validate()));
		}
		return whole.response();
	}

	private static String text(Response answer) {
		return answer.output().get(0).asMessage().content().get(0).asOutputText().text();
	}

	private static ChatCompletionCreateParams.Builder chat(String model) {
		return ChatCompletionCreateParams.builder().model(model).addUserMessage("hello");
	}

	private static ChatCompletionCreateParams.Builder withTools(String model) {
		return chat(model).addTool(tool("weather")).addTool(tool("news"));
	}

	private static ResponseCreateParams.Builder response(String model) {
		return ResponseCreateParams.builder().model(model).input("hello");
	}

	private static ChatCompletionFunctionTool tool(String name) {
		return ChatCompletionFunctionTool.builder()
			.function(FunctionDefinition.builder()
				.name(name)
				.parameters(FunctionParameters.builder()
					.putAdditionalProperty("type", JsonValue.from("object"))
					.putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
					.build())
				.build())
			.build();
	}

	/** What the structured answer is read into. */
	static class Weather {

		public String city;

	}

}
