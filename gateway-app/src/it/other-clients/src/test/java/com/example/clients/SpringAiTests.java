package com.example.clients;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring AI's clients, which call the tools themselves, with a model of the other vendor.
 */
@Timeout(60)
class SpringAiTests {

	private static final Duration PATIENCE = Duration.ofSeconds(15);

	static Stream<Arguments> clients() {
		return Stream.of(Arguments.of(Named.of("OpenAI", openAi()), false, "/v1/messages"),
				Arguments.of(Named.of("OpenAI", openAi()), true, "/v1/messages"),
				Arguments.of(Named.of("Anthropic", anthropic()), false, "/v1/chat/completions"),
				Arguments.of(Named.of("Anthropic", anthropic()), true, "/v1/chat/completions"));
	}

	@ParameterizedTest(name = "{0}, streamed: {1}")
	@MethodSource("clients")
	void aConversationOfThreeTurnsCallsItsTool(ChatModel model, boolean stream, String path) {
		AtomicInteger asked = new AtomicInteger();
		ToolCallback weather = FunctionToolCallback
			.builder("weather", (City city) -> city.city() + " is sunny " + asked.getAndIncrement())
			.description("Tells the weather of a city")
			.inputType(City.class)
			.build();
		ChatClient client = ChatClient.builder(model).build();
		List<Message> conversation = new ArrayList<>();
		Crossing.script("tools=1");
		for (int turn = 0; turn < 3; turn++) {
			conversation.add(new UserMessage("What is the weather on day " + turn + "?"));
			ChatClient.ChatClientRequestSpec prompt = client.prompt()
				.system("Be brief.")
				.messages(conversation)
				.tools(weather);
			String said = stream ? prompt.stream().content().collect(Collectors.joining()).block(PATIENCE)
					: prompt.call().content();
			assertThat(said).contains("simulated is sunny " + turn);
			conversation.add(new AssistantMessage(String.valueOf(said)));
		}
		assertThat(asked).hasValue(3);
		assertThat(Crossing.calls()).hasSize(6).allMatch((call) -> call.path().equals(path));
		assertThat(Crossing.calls().get(5).bodyText()).contains("sunny 0", "sunny 1", "sunny 2", "Be brief.");
	}

	private static ChatModel openAi() {
		return OpenAiChatModel.builder()
			.options(OpenAiChatOptions.builder()
				.baseUrl(Crossing.url() + "/v1")
				.apiKey(Crossing.KEY)
				.model(Crossing.CLAUDE)
				.timeout(PATIENCE)
				.maxRetries(0)
				.build())
			.build();
	}

	private static ChatModel anthropic() {
		return AnthropicChatModel.builder()
			.options(AnthropicChatOptions.builder()
				.baseUrl(Crossing.url())
				.apiKey(Crossing.KEY)
				.model(Crossing.GPT)
				.maxTokens(500)
				.timeout(PATIENCE)
				.maxRetries(0)
				.build())
			.build();
	}

	/** What the tool is called with. */
	record City(String city) {
	}

}
