package dev.sluice.app;

import java.net.http.HttpResponse;
import java.time.Duration;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

import dev.sluice.simulator.LoggedCall;
import dev.sluice.simulator.SimulatedProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls whose provider speaks another dialect than their client. */
@Timeout(60)
class CrossedDialectTests {

	private static SimulatedProvider provider;

	private static RunningGateway gateway;

	private static OpenAIClient client;

	@BeforeAll
	static void start() {
		provider = SimulatedProvider.start();
		gateway = RunningGateway.start("OPENAI_API_KEY=provider-secret",
				"OPENAI_BASE_URL=" + provider.baseUrl() + "/v1", "sluice.providers.openai.dialects=openai-responses",
				"GROQ_API_KEY=other-secret", "GROQ_BASE_URL=" + provider.baseUrl() + "/v1",
				"sluice.providers.groq.dialects=openai-completions");
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

	@Test
	void aWholeAnswerCrossesAndSaysWhatWasLost() {
		HttpResponse<String> answer = complete("{\"model\":\"gpt-4o\",\"prompt\":\"hello\",\"logprobs\":2}");
		JsonNode body = PlainHttp.json(answer);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(body.at("/object").asString()).isEqualTo("text_completion");
		assertThat(body.at("/choices/0/text").asString()).contains("You said: hello");
		assertThat(body.at("/usage/total_tokens").asInt()).isPositive();
		assertThat(answer.headers().firstValue("x-sluice-dropped")).contains("logprobs");
		assertThat(answer.headers().firstValue("content-type")).contains("application/json");
		LoggedCall call = provider.log().awaitCalls(1, Duration.ofSeconds(30)).get(0);
		assertThat(call.path()).isEqualTo("/v1/responses");
		assertThat(call.headers().get("authorization")).containsExactly("Bearer provider-secret");
	}

	@Test
	void aStreamCrossesWithItsUsage() {
		HttpResponse<String> answer = complete("{\"model\":\"gpt-4o+tokens=7\",\"prompt\":\"hello\",\"stream\":true,"
				+ "\"stream_options\":{\"include_usage\":true}}");
		assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
		assertThat(answer.body()).contains("\"object\":\"text_completion\"", "\"completion_tokens\":7")
			.endsWith("data: [DONE]\n\n")
			.doesNotContain("response.");
	}

	@Test
	void openAisClientAccumulatesAStreamFromCompletions() {
		ResponseAccumulator accumulator = ResponseAccumulator.create();
		try (StreamResponse<ResponseStreamEvent> events = client.responses()
			.createStreaming(ask("groq/llama+tokens=9"))) {
			events.stream().forEach(accumulator::accumulate);
		}
		Response answer = accumulator.response().validate();
		assertThat(answer.status()).contains(ResponseStatus.COMPLETED);
		assertThat(answer.output().get(0).asMessage().content().get(0).asOutputText().text().split(" ")).hasSize(9);
		assertThat(provider.log().awaitCalls(1, Duration.ofSeconds(30)).get(0).path()).isEqualTo("/v1/completions");
	}

	@Test
	void openAisClientReadsAWholeAnswerFromCompletions() {
		Response answer = client.responses().create(ask("groq/llama")).validate();
		assertThat(answer.output().get(0).asMessage().content().get(0).asOutputText().text()).contains("hello");
		assertThat(answer.usage().orElseThrow().totalTokens()).isPositive();
	}

	@Test
	void whatRefersToAStoredConversationIsRefusedBeforeAnythingIsSent() {
		HttpResponse<String> answer = PlainHttp.post(gateway.url() + "/v1/responses",
				"{\"model\":\"groq/llama\",\"input\":\"hello\",\"previous_response_id\":\"resp_1\"}", "authorization",
				"Bearer " + RunningGateway.KEY);
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(PlainHttp.json(answer).at("/error/param").asString()).isEqualTo("previous_response_id");
		assertThat(provider.log().calls()).isEmpty();
	}

	@Test
	void theSameFieldPassesWhereTheProviderSpeaksTheDialect() {
		HttpResponse<String> answer = PlainHttp.post(gateway.url() + "/v1/responses",
				"{\"model\":\"gpt-4o\",\"input\":\"hello\",\"store\":true}", "authorization",
				"Bearer " + RunningGateway.KEY);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("x-sluice-dropped")).isEmpty();
	}

	@Test
	void aProvidersErrorIsToldInTheClientsWords() {
		HttpResponse<String> answer = complete("{\"model\":\"gpt-4o+status=400\",\"prompt\":\"hello\"}");
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(PlainHttp.json(answer).at("/error/type").asString()).isEqualTo("invalid_request_error");
	}

	private static ResponseCreateParams ask(String model) {
		return ResponseCreateParams.builder().model(model).input("hello").build();
	}

	private static HttpResponse<String> complete(String body) {
		return PlainHttp.post(gateway.url() + "/v1/completions", body, "authorization", "Bearer " + RunningGateway.KEY);
	}

}
