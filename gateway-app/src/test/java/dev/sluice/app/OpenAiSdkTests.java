package dev.sluice.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
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
import com.openai.models.images.ImageModel;
import com.openai.models.models.Model;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.sluice.simulator.LoggedCall;
import dev.sluice.simulator.Script;
import dev.sluice.simulator.SimulatedProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** OpenAI's own Java client against the running gateway. */
@Timeout(60)
class OpenAiSdkTests {

	private static SimulatedProvider provider;

	private static RunningGateway gateway;

	private static OpenAIClient client;

	@BeforeAll
	static void start() {
		provider = SimulatedProvider.start();
		gateway = RunningGateway.start("OPENAI_API_KEY=provider-secret",
				"OPENAI_BASE_URL=" + provider.baseUrl() + "/v1", "OLLAMA_HOST=" + provider.refusingUrl());
		client = client(RunningGateway.KEY);
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

	@Test
	void readsAChat() {
		ChatCompletion answer = client.chat().completions().create(chat("gpt-4o").build()).validate();
		assertThat(answer.choices().get(0).message().content().orElseThrow()).contains("You said: hello");
		assertThat(answer.usage().orElseThrow().totalTokens()).isPositive();
		LoggedCall call = provider.log().awaitCalls(1, Duration.ofSeconds(30)).get(0);
		assertThat(call.path()).isEqualTo("/v1/chat/completions");
		assertThat(call.headers().get("authorization")).containsExactly("Bearer provider-secret");
		assertThat(call.headers().toString() + call.bodyText()).doesNotContain(RunningGateway.KEY);
	}

	@Test
	void accumulatesAStreamedChatWithItsUsage() {
		ChatCompletion answer = streamed(
				chat("gpt-4o+tokens=12").streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
					.build());
		assertThat(answer.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
		assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(12);
	}

	@Test
	void accumulatesStreamedToolCalls() {
		ChatCompletion answer = streamed(chat("gpt-4o+tools=2").addTool(tool("weather")).addTool(tool("news")).build());
		assertThat(answer.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
		assertThat(answer.choices().get(0).message().toolCalls().orElseThrow())
			.extracting((call) -> call.asFunction().function().name() + call.asFunction().function().arguments())
			.containsExactly("weather{\"city\":\"simulated\"}", "news{\"city\":\"simulated\"}");
	}

	@Test
	void readsStructuredOutputIntoAClass() {
		Weather weather = client.chat()
			.completions()
			.create(chat("gpt-4o").responseFormat(Weather.class).build())
			.choices()
			.get(0)
			.message()
			.content()
			.orElseThrow();
		assertThat(weather.city).isEqualTo("simulated");
		LoggedCall call = provider.log().awaitCalls(1, Duration.ofSeconds(30)).get(0);
		assertThat(call.bodyText()).contains("\"json_schema\"").contains("\"strict\":true");
	}

	@Test
	void readsEmbeddingsInEitherForm() {
		EmbeddingCreateParams asked = EmbeddingCreateParams.builder()
			.model("text-embedding-3-small")
			.inputOfArrayOfStrings(List.of("a", "b"))
			.build();
		var base64 = client.embeddings().create(asked).validate();
		var floats = client.embeddings()
			.create(asked.toBuilder().encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT).build())
			.validate();
		assertThat(base64.data()).hasSize(2);
		assertThat(base64.data().get(1).embedding()).isEqualTo(floats.data().get(1).embedding());
		assertThat(provider.log().calls()).extracting(LoggedCall::bodyText)
			.satisfiesExactly((body) -> assertThat(body).contains("base64"),
					(body) -> assertThat(body).contains("float"));
	}

	@Test
	void readsAnImage() {
		var images = client.images()
			.generate(ImageGenerateParams.builder().model(ImageModel.of("gpt-image-1")).prompt("a sluice").build())
			.validate();
		assertThat(images.data().orElseThrow().get(0).b64Json()).isPresent();
	}

	@Test
	void readsAResponse() {
		Response answer = client.responses().create(response("gpt-4o").build()).validate();
		assertThat(answer.output().get(0).asMessage().content().get(0).asOutputText().text()).contains("simulated");
		assertThat(answer.usage().orElseThrow().outputTokens()).isPositive();
	}

	@Test
	void accumulatesAStreamedResponse() {
		ResponseAccumulator whole = ResponseAccumulator.create();
		try (var stream = client.responses().createStreaming(response("gpt-4o+tokens=9").build())) {
			stream.stream().forEach((event) -> whole.accumulate(event.validate()));
		}
		Response answer = whole.response();
		assertThat(answer.output().get(0).asMessage().content().get(0).asOutputText().text().split(" ")).hasSize(9);
		assertThat(answer.usage().orElseThrow().outputTokens()).isEqualTo(9);
	}

	@Test
	void listsAndRetrievesModels() {
		List<Model> models = client.models().list().items();
		assertThat(models).extracting((model) -> model.validate().id()).contains("gpt-4o", "gpt-4o-mini");
		Model one = client.models().retrieve("gpt-4o").validate();
		assertThat(one.id()).isEqualTo("gpt-4o");
		assertThat(one.ownedBy()).isEqualTo("openai");
		assertThat(client.models().retrieve("openai/gpt-4o").id()).isIn("gpt-4o", "openai/gpt-4o");
		assertThat(provider.log().calls()).as("the list is the gateway's own").isEmpty();
	}

	@Test
	void aWrongKeyIsUnauthorized() {
		OpenAIClient stranger = client("wrong");
		assertThatExceptionOfType(UnauthorizedException.class)
			.isThrownBy(() -> stranger.chat().completions().create(chat("gpt-4o").build()))
			.satisfies((ex) -> assertThat(ex.code()).contains("invalid_api_key"));
		stranger.close();
		assertThat(provider.log().calls()).isEmpty();
	}

	@Test
	void anUnknownProviderIsNotFoundAndTheNearestNameIsTold() {
		assertThatExceptionOfType(NotFoundException.class)
			.isThrownBy(() -> client.chat().completions().create(chat("opnai/model").build()))
			.withMessageContaining("openai")
			.satisfies((ex) -> assertThat(ex.code()).contains("model_not_found"));
		assertThatExceptionOfType(NotFoundException.class)
			.isThrownBy(() -> client.chat().completions().create(chat("nosuch/model").build()))
			.withMessageContaining("nosuch");
		assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> client.models().retrieve("nosuch/model"));
	}

	@Test
	void anUnreachableProviderIsNamedWithTheRuleThatChoseIt() {
		assertThatExceptionOfType(InternalServerException.class)
			.isThrownBy(() -> client.chat().completions().create(chat("llama3.2").build()))
			.withMessageContaining("ollama")
			.withMessageContaining("everything-else")
			.satisfies((ex) -> {
				assertThat(ex.statusCode()).isEqualTo(502);
				assertThat(ex.code()).contains("upstream_unreachable");
			});
	}

	@Test
	void theProvidersRateLimitKeepsItsRetryAfter() {
		provider.script("*", Script.of("status=429+retry-after=7"));
		assertThatExceptionOfType(RateLimitException.class)
			.isThrownBy(() -> client.chat().completions().create(chat("gpt-4o").build()))
			.satisfies((ex) -> {
				assertThat(ex.code()).contains("rate_limit_exceeded");
				assertThat(ex.headers().values("retry-after")).containsExactly("7");
			});
		assertThatExceptionOfType(RateLimitException.class).isThrownBy(() -> streamed(chat("gpt-4o").build()))
			.satisfies((ex) -> assertThat(ex.headers().values("retry-after")).containsExactly("7"));
	}

	private static OpenAIClient client(String key) {
		return OpenAIOkHttpClient.builder()
			.baseUrl(gateway.url() + "/v1")
			.apiKey(key)
			.maxRetries(0)
			.timeout(Duration.ofSeconds(10))
			.build();
	}

	private static ChatCompletion streamed(ChatCompletionCreateParams asked) {
		ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
		try (var stream = client.chat().completions().createStreaming(asked)) {
			stream.stream().forEach((chunk) -> whole.accumulate(chunk.validate()));
		}
		return whole.chatCompletion();
	}

	private static ChatCompletionCreateParams.Builder chat(String model) {
		return ChatCompletionCreateParams.builder().model(model).addUserMessage("hello");
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
