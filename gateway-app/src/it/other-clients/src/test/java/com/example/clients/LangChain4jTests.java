package com.example.clients;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** LangChain4j's clients in a loop of tool calls with a model of the other vendor. */
@Timeout(60)
class LangChain4jTests {

	private static final Duration PATIENCE = Duration.ofSeconds(15);

	private static final ToolSpecification WEATHER = ToolSpecification.builder()
		.name("weather")
		.description("Tells the weather of a city")
		.parameters(JsonObjectSchema.builder().addStringProperty("city", "which city").required("city").build())
		.build();

	static Stream<Arguments> clients() {
		return Stream.of(client("OpenAI, whole", openAi()::chat, "/v1/messages"),
				client("OpenAI, streamed", streamed(openAiStream()), "/v1/messages"),
				client("Anthropic, whole", anthropic()::chat, "/v1/chat/completions"),
				client("Anthropic, streamed", streamed(anthropicStream()), "/v1/chat/completions"));
	}

	private static Arguments client(String name, Function<ChatRequest, ChatResponse> client, String path) {
		return Arguments.of(Named.of(name, client), path);
	}

	@ParameterizedTest
	@MethodSource("clients")
	void aToolLoopOfThreeTurnsComesToItsEnd(Function<ChatRequest, ChatResponse> client, String path) {
		List<ChatMessage> conversation = new ArrayList<>(
				List.of(SystemMessage.from("Be brief."), UserMessage.from("What is the weather?")));
		Crossing.script("tools=1");
		for (int turn = 0; turn < 2; turn++) {
			ChatResponse asked = client.apply(request(conversation));
			assertThat(asked.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
			assertThat(asked.aiMessage().toolExecutionRequests()).singleElement()
				.returns("weather", ToolExecutionRequest::name)
				.satisfies((call) -> assertThat(call.arguments().replaceAll("\\s", ""))
					.isEqualTo("{\"city\":\"simulated\"}"));
			conversation.add(asked.aiMessage());
			conversation.add(
					ToolExecutionResultMessage.from(asked.aiMessage().toolExecutionRequests().get(0), "sunny " + turn));
			if (turn == 0) {
				// The simulated provider calls no tool right after a tool's answer.
				conversation.add(AiMessage.from("noted"));
				conversation.add(UserMessage.from("And the day after?"));
			}
		}
		ChatResponse end = client.apply(request(conversation));
		assertThat(end.finishReason()).isEqualTo(FinishReason.STOP);
		assertThat(end.aiMessage().text()).contains("sunny 1");
		assertThat(end.tokenUsage().outputTokenCount()).isPositive();
		assertThat(end.tokenUsage().totalTokenCount())
			.isEqualTo(end.tokenUsage().inputTokenCount() + end.tokenUsage().outputTokenCount());
		assertThat(Crossing.calls()).hasSize(3).allMatch((call) -> call.path().equals(path));
		assertThat(Crossing.calls().get(2).bodyText()).contains("sunny 0", "sunny 1", "Be brief.");
	}

	private static ChatRequest request(List<ChatMessage> conversation) {
		return ChatRequest.builder().messages(conversation).toolSpecifications(WEATHER).build();
	}

	private static ChatModel openAi() {
		return OpenAiChatModel.builder()
			.baseUrl(Crossing.url() + "/v1")
			.apiKey(Crossing.KEY)
			.modelName(Crossing.CLAUDE)
			.timeout(PATIENCE)
			.maxRetries(0)
			.build();
	}

	private static StreamingChatModel openAiStream() {
		return OpenAiStreamingChatModel.builder()
			.baseUrl(Crossing.url() + "/v1")
			.apiKey(Crossing.KEY)
			.modelName(Crossing.CLAUDE)
			.timeout(PATIENCE)
			.build();
	}

	private static ChatModel anthropic() {
		return AnthropicChatModel.builder()
			.baseUrl(Crossing.url() + "/v1")
			.apiKey(Crossing.KEY)
			.modelName(Crossing.GPT)
			.maxTokens(500)
			.timeout(PATIENCE)
			.maxRetries(0)
			.build();
	}

	private static StreamingChatModel anthropicStream() {
		return AnthropicStreamingChatModel.builder()
			.baseUrl(Crossing.url() + "/v1")
			.apiKey(Crossing.KEY)
			.modelName(Crossing.GPT)
			.maxTokens(500)
			.timeout(PATIENCE)
			.build();
	}

	private static Function<ChatRequest, ChatResponse> streamed(StreamingChatModel model) {
		return (request) -> {
			CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
			model.chat(request, new StreamingChatResponseHandler() {

				@Override
				public void onCompleteResponse(ChatResponse response) {
					whole.complete(response);
				}

				@Override
				public void onError(Throwable error) {
					whole.completeExceptionally(error);
				}

			});
			return whole.orTimeout(15, TimeUnit.SECONDS).join();
		};
	}

}
