package dev.sluice.simulator;

import java.util.List;
import java.util.Map;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.StopReason;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.RateLimitException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The official clients read every answer without complaint.
 */
class OfficialClientsTests extends SimulatorTestSupport {

	private static final Map<String, Object> CITY = Map.of("city", Map.of("type", "string"));

	private final OpenAIClient openAi = OpenAIOkHttpClient.builder()
		.baseUrl(this.simulator.baseUrl() + "/v1")
		.apiKey("any")
		.maxRetries(0)
		.build();

	private final AnthropicClient anthropic = AnthropicOkHttpClient.builder()
		.baseUrl(this.simulator.baseUrl())
		.apiKey("any")
		.maxRetries(0)
		.build();

	@Test
	void openAiReadsAChat() {
		ChatCompletion answer = this.openAi.chat().completions().create(chat("gpt-4o").build()).validate();
		assertThat(answer.choices().get(0).message().content().orElseThrow()).contains("simulated provider",
				"You said: hello");
		assertThat(answer.usage().orElseThrow().totalTokens()).isPositive();
	}

	@Test
	void openAiAccumulatesAStreamedChatWithUsage() {
		ChatCompletion answer = streamed(
				chat("sim+tokens=12").streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
					.build());
		assertThat(answer.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
		assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(12);
	}

	@Test
	void openAiAccumulatesSeveralChoices() {
		ChatCompletion answer = streamed(chat("sim").n(3).build());
		assertThat(answer.choices()).hasSize(3)
			.allSatisfy((choice) -> assertThat(choice.message().content().orElseThrow()).endsWith("hello"));
	}

	@Test
	void openAiAccumulatesStreamedToolCalls() {
		ChatCompletion answer = streamed(chat("sim+tools=2").addTool(tool("weather")).addTool(tool("news")).build());
		assertThat(answer.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
		assertThat(answer.choices().get(0).message().toolCalls().orElseThrow())
			.extracting((call) -> call.asFunction().function().name() + call.asFunction().function().arguments())
			.containsExactly("weather{\"city\":\"simulated\"}", "news{\"city\":\"simulated\"}");
	}

	@Test
	void openAiReadsAResponse() {
		Response answer = this.openAi.responses().create(response("gpt-4o").build()).validate();
		assertThat(answer.output().get(0).asMessage().content().get(0).asOutputText().text()).contains("simulated");
		assertThat(answer.usage().orElseThrow().outputTokens()).isPositive();
	}

	@Test
	void openAiAccumulatesAStreamedResponse() {
		Response answer = streamed(response("sim+tokens=9").build());
		assertThat(answer.output().get(0).asMessage().content().get(0).asOutputText().text().split(" ")).hasSize(9);
		assertThat(answer.usage().orElseThrow().outputTokens()).isEqualTo(9);
	}

	@Test
	void openAiAccumulatesAStreamedResponseThatThinksAndCallsATool() {
		Response answer = streamed(response("sim")
			.reasoning(com.openai.models.Reasoning.builder().effort(com.openai.models.ReasoningEffort.LOW).build())
			.addTool(FunctionTool.builder()
				.name("weather")
				.strict(false)
				.parameters(FunctionTool.Parameters.builder()
					.putAdditionalProperty("type", JsonValue.from("object"))
					.putAdditionalProperty("properties", JsonValue.from(CITY))
					.build())
				.build())
			.build());
		assertThat(answer.output().get(0).asReasoning().summary()).hasSize(1);
		assertThat(answer.output().get(1).asFunctionCall().arguments()).isEqualTo("{\"city\":\"simulated\"}");
	}

	@Test
	void openAiReadsEmbeddingsInEitherForm() {
		EmbeddingCreateParams asked = EmbeddingCreateParams.builder()
			.model("sim")
			.inputOfArrayOfStrings(List.of("a", "b"))
			.build();
		var base64 = this.openAi.embeddings().create(asked).validate();
		var floats = this.openAi.embeddings()
			.create(asked.toBuilder().encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT).build())
			.validate();
		assertThat(base64.data()).hasSize(2);
		assertThat(base64.data().get(1).embedding()).isEqualTo(floats.data().get(1).embedding());
	}

	@Test
	void openAiReadsImagesModerationsAndModels() {
		var images = this.openAi.images().generate(ImageGenerateParams.builder().prompt("a sluice").build()).validate();
		assertThat(images.data().orElseThrow().get(0).b64Json()).isPresent();
		var moderation = this.openAi.moderations().create(ModerationCreateParams.builder().input("x").build());
		assertThat(moderation.validate().results().get(0).flagged()).isFalse();
		assertThat(this.openAi.models().list().items()).extracting((model) -> model.validate().id()).contains("sim");
		assertThat(this.openAi.models().retrieve("org/any:one").id()).isEqualTo("org/any:one");
	}

	@Test
	void openAiReadsAnErrorWithItsCode() {
		assertThatExceptionOfType(RateLimitException.class)
			.isThrownBy(() -> this.openAi.chat().completions().create(chat("sim+status=429+retry-after=7").build()))
			.satisfies((ex) -> {
				assertThat(ex.code()).contains("rate_limit_exceeded");
				assertThat(ex.headers().values("retry-after")).containsExactly("7");
			});
	}

	@Test
	void anthropicReadsAMessage() {
		Message answer = this.anthropic.messages().create(message("claude").build()).validate();
		assertThat(answer.content().get(0).asText().text()).contains("simulated");
		assertThat(answer.usage().outputTokens()).isPositive();
	}

	@Test
	void anthropicAccumulatesAStreamedMessageThatThinks() {
		Message answer = streamed(message("sim+tokens=5").enabledThinking(1024).build());
		assertThat(answer.content().get(0).asThinking().signature()).isNotEmpty();
		assertThat(answer.content().get(1).asText().text()).isEqualTo("This is Sluice's simulated provider;");
		assertThat(answer.usage().outputTokens()).isEqualTo(11);
		assertThat(answer.stopReason()).contains(StopReason.END_TURN);
	}

	@Test
	void anthropicAccumulatesAStreamedToolCall() {
		Message answer = streamed(message("sim")
			.addTool(com.anthropic.models.messages.Tool.builder()
				.name("weather")
				.inputSchema(com.anthropic.models.messages.Tool.InputSchema.builder()
					.putAdditionalProperty("properties", com.anthropic.core.JsonValue.from(CITY))
					.build())
				.build())
			.build());
		assertThat(answer.stopReason()).contains(StopReason.TOOL_USE);
		assertThat(answer.content().get(0).asToolUse()._input().toString()).contains("simulated");
	}

	@Test
	void anthropicCountsTokensAndListsModels() {
		var count = this.anthropic.messages()
			.countTokens(MessageCountTokensParams.builder().model("claude").addUserMessage("hello").build());
		assertThat(count.validate().inputTokens()).isPositive();
		assertThat(this.anthropic.models().list().items()).extracting((model) -> model.validate().id()).contains("sim");
	}

	private ChatCompletion streamed(ChatCompletionCreateParams asked) {
		ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
		try (var stream = this.openAi.chat().completions().createStreaming(asked)) {
			stream.stream().forEach((chunk) -> whole.accumulate(chunk.validate()));
		}
		return whole.chatCompletion();
	}

	private Response streamed(ResponseCreateParams asked) {
		ResponseAccumulator whole = ResponseAccumulator.create();
		try (var stream = this.openAi.responses().createStreaming(asked)) {
			stream.stream().forEach((event) -> whole.accumulate(event.validate()));
		}
		return whole.response();
	}

	private Message streamed(MessageCreateParams asked) {
		MessageAccumulator whole = MessageAccumulator.create();
		try (var stream = this.anthropic.messages().createStreaming(asked)) {
			stream.stream().forEach((event) -> whole.accumulate(event.validate()));
		}
		return whole.message();
	}

	private static ChatCompletionCreateParams.Builder chat(String model) {
		return ChatCompletionCreateParams.builder().model(model).addUserMessage("hello");
	}

	private static ResponseCreateParams.Builder response(String model) {
		return ResponseCreateParams.builder().model(model).input("hello");
	}

	private static MessageCreateParams.Builder message(String model) {
		return MessageCreateParams.builder().model(model).maxTokens(2048).addUserMessage("hello");
	}

	private static ChatCompletionFunctionTool tool(String name) {
		return ChatCompletionFunctionTool.builder()
			.function(FunctionDefinition.builder()
				.name(name)
				.parameters(FunctionParameters.builder()
					.putAdditionalProperty("type", JsonValue.from("object"))
					.putAdditionalProperty("properties", JsonValue.from(CITY))
					.build())
				.build())
			.build();
	}

}
