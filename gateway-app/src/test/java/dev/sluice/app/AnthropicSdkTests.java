package dev.sluice.app;

import java.time.Duration;
import java.util.Map;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.models.ModelInfo;
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

/** Anthropic's own Java client against the running gateway. */
@Timeout(60)
class AnthropicSdkTests {

	private static SimulatedProvider provider;

	private static RunningGateway gateway;

	private static AnthropicClient client;

	@BeforeAll
	static void start() {
		provider = SimulatedProvider.start();
		gateway = RunningGateway.start("ANTHROPIC_API_KEY=provider-secret", "ANTHROPIC_BASE_URL=" + provider.baseUrl());
		client = builder().apiKey(RunningGateway.KEY).build();
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
	void readsAMessage() {
		Message answer = client.messages().create(message("claude-sonnet-5-5").build()).validate();
		assertThat(answer.content().get(0).asText().text()).contains("You said: hello");
		assertThat(answer.usage().outputTokens()).isPositive();
		providerSawOnlyItsOwnKey();
	}

	@Test
	void takesTheKeyAsABearerTokenToo() {
		AnthropicClient bearer = builder().authToken(RunningGateway.KEY).build();
		assertThat(bearer.messages().create(message("claude-sonnet-5-5").build()).stopReason())
			.contains(StopReason.END_TURN);
		bearer.close();
		providerSawOnlyItsOwnKey();
	}

	@Test
	void accumulatesAStreamedMessage() {
		Message answer = streamed(message("claude-sonnet-5-5+tokens=12").build());
		assertThat(answer.content().get(0).asText().text().split(" ")).hasSize(12);
		assertThat(answer.usage().outputTokens()).isEqualTo(12);
		assertThat(answer.stopReason()).contains(StopReason.END_TURN);
	}

	@Test
	void accumulatesAStreamedMessageThatThinks() {
		Message answer = streamed(message("claude-sonnet-5-5+tokens=5").enabledThinking(1024).build());
		assertThat(answer.content().get(0).asThinking().thinking()).isNotEmpty();
		assertThat(answer.content().get(0).asThinking().signature()).isNotEmpty();
		assertThat(answer.content().get(1).asText().text()).isNotEmpty();
	}

	@Test
	void accumulatesAStreamedToolCall() {
		Message answer = streamed(
				message("claude-sonnet-5-5")
					.addTool(Tool.builder()
						.name("weather")
						.inputSchema(Tool.InputSchema.builder()
							.putAdditionalProperty("properties",
									JsonValue.from(Map.of("city", Map.of("type", "string"))))
							.build())
						.build())
					.build());
		assertThat(answer.stopReason()).contains(StopReason.TOOL_USE);
		assertThat(answer.content().get(0).asToolUse().name()).isEqualTo("weather");
		assertThat(answer.content().get(0).asToolUse()._input().toString()).contains("simulated");
	}

	@Test
	void readsStructuredOutputIntoAClass() {
		Weather weather = client.messages()
			.create(message("claude-sonnet-5-5").outputConfig(Weather.class).build())
			.content()
			.get(0)
			.asText()
			.text();
		assertThat(weather.city).isEqualTo("simulated");
		assertThat(provider.log().awaitCalls(1, Duration.ofSeconds(30)).get(0).bodyText()).contains("\"output_config\"",
				"\"json_schema\"");
	}

	@Test
	void countsTokens() {
		assertThat(client.messages()
			.countTokens(MessageCountTokensParams.builder().model("claude-sonnet-5-5").addUserMessage("hello").build())
			.validate()
			.inputTokens()).isPositive();
		assertThat(provider.log().awaitCalls(1, Duration.ofSeconds(30)).get(0).path())
			.isEqualTo("/v1/messages/count_tokens");
	}

	@Test
	void listsModelsAndReadsOne() {
		assertThat(client.models().list().autoPager()).extracting((model) -> model.validate().id())
			.contains("claude-opus-5-5", "claude-sonnet-5-5");
		ModelInfo one = client.models().retrieve("claude-sonnet-5-5").validate();
		assertThat(one.displayName()).isEqualTo("Claude Sonnet 5.5");
		assertThat(provider.log().calls()).as("the list is the gateway's own").isEmpty();
	}

	@Test
	void aWrongKeyIsUnauthorized() {
		AnthropicClient stranger = builder().apiKey("wrong").build();
		assertThatExceptionOfType(UnauthorizedException.class)
			.isThrownBy(() -> stranger.messages().create(message("claude-sonnet-5-5").build()))
			.withMessageContaining("authentication_error");
		stranger.close();
		assertThat(provider.log().calls()).isEmpty();
	}

	@Test
	void anUnknownProviderIsNotFound() {
		assertThatExceptionOfType(NotFoundException.class)
			.isThrownBy(() -> client.messages().create(message("nosuch/model").build()))
			.withMessageContaining("not_found_error")
			.withMessageContaining("nosuch");
		assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> client.models().retrieve("nosuch-model"));
	}

	@Test
	void theProvidersRateLimitKeepsItsRetryAfter() {
		provider.script("*", Script.of("status=429+retry-after=7"));
		assertThatExceptionOfType(RateLimitException.class)
			.isThrownBy(() -> client.messages().create(message("claude-sonnet-5-5").build()))
			.withMessageContaining("rate_limit_error")
			.satisfies((ex) -> assertThat(ex.headers().values("retry-after")).containsExactly("7"));
		assertThatExceptionOfType(RateLimitException.class)
			.isThrownBy(() -> streamed(message("claude-sonnet-5-5").build()))
			.satisfies((ex) -> assertThat(ex.headers().values("retry-after")).containsExactly("7"));
	}

	private static void providerSawOnlyItsOwnKey() {
		LoggedCall call = provider.log().awaitCalls(1, Duration.ofSeconds(30)).get(0);
		assertThat(call.path()).isEqualTo("/v1/messages");
		assertThat(call.headers().get("x-api-key")).containsExactly("provider-secret");
		assertThat(call.headers()).doesNotContainKey("authorization").containsKey("anthropic-version");
		assertThat(call.headers().toString() + call.query() + call.bodyText()).doesNotContain(RunningGateway.KEY);
	}

	private static AnthropicOkHttpClient.Builder builder() {
		return AnthropicOkHttpClient.builder().baseUrl(gateway.url()).maxRetries(0).timeout(Duration.ofSeconds(10));
	}

	private static Message streamed(MessageCreateParams asked) {
		MessageAccumulator whole = MessageAccumulator.create();
		try (var stream = client.messages().createStreaming(asked)) {
			stream.stream().forEach((event) -> whole.accumulate(event.validate()));
		}
		return whole.message();
	}

	private static MessageCreateParams.Builder message(String model) {
		return MessageCreateParams.builder().model(model).maxTokens(2048).addUserMessage("hello");
	}

	static class Weather {

		public String city;

	}

}
