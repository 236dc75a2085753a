package dev.sluice.app;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Outcome;
import dev.sluice.simulator.LoggedCall;
import dev.sluice.simulator.SimulatedProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** Embeddings whose provider speaks another dialect than their client. */
@Timeout(60)
class CrossedEmbeddingTests {

	private static final RecordedCalls records = new RecordedCalls();

	private static SimulatedProvider provider;

	private static RunningGateway gateway;

	private static OpenAIClient client;

	@BeforeAll
	static void start() throws IOException {
		provider = SimulatedProvider.start();
		gateway = RunningGateway.startIn(Files.createTempDirectory("sluice-home"), records::register,
				"OPENAI_API_KEY=provider-secret", "OPENAI_BASE_URL=" + provider.baseUrl() + "/v1",
				"GEMINI_API_KEY=provider-secret", "GOOGLE_GEMINI_BASE_URL=" + provider.baseUrl(),
				"sluice.providers.gemini.dialects=gemini-generate,gemini-embed", "OLLAMA_HOST=" + provider.baseUrl(),
				"sluice.providers.ollama.dialects=ollama-chat,ollama-embed");
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
	@CsvSource({ "gemini/gemini-embedding-001, /v1beta/models/gemini-embedding-001:batchEmbedContents",
			"ollama/nomic-embed-text, /api/embed" })
	void openAisClientGetsVectorsInTheOrderOfItsTexts(String model, String path) {
		CreateEmbeddingResponse answer = client.embeddings()
			.create(EmbeddingCreateParams.builder()
				.model(model)
				.inputOfArrayOfStrings(List.of("hello", "world", "hello"))
				.dimensions(4)
				.build())
			.validate();
		List<List<Float>> vectors = answer.data().stream().map((one) -> one.embedding()).toList();
		assertThat(vectors).hasSize(3).allSatisfy((vector) -> assertThat(vector).hasSize(4));
		assertThat(vectors.get(0)).isEqualTo(vectors.get(2)).isNotEqualTo(vectors.get(1));
		assertThat(logged().path()).isEqualTo(path);
	}

	@Test
	void usageIsToldAndRecorded() {
		HttpResponse<String> answer = gateway.post("/v1/embeddings",
				"{\"model\":\"ollama/nomic-embed-text\",\"input\":\"hello\",\"user\":\"me\"}");
		JsonNode body = PlainHttp.json(answer);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(body.at("/data/0/embedding").isArray()).isTrue();
		assertThat(body.at("/usage/prompt_tokens").asInt()).isPositive();
		assertThat(answer.headers().firstValue("x-sluice-dropped")).isEmpty();
		Outcome outcome = records.of(answer).outcome();
		assertThat(outcome.usage().input()).isEqualTo(body.at("/usage/prompt_tokens").asLong());
	}

	@ParameterizedTest
	@CsvSource({ "openai/text-embedding-3-small, /v1/embeddings", "ollama/nomic-embed-text, /api/embed" })
	void geminisClientReachesOtherProviders(String model, String path) {
		HttpResponse<String> one = gateway.post("/v1beta/models/" + model + ":embedContent",
				"{\"content\":{\"parts\":[{\"text\":\"hello\"}]},\"taskType\":\"CLUSTERING\"}");
		assertThat(one.statusCode()).as(one.body()).isEqualTo(200);
		assertThat(PlainHttp.json(one).at("/embedding/values").size()).isPositive();
		assertThat(one.headers().firstValue("x-sluice-dropped")).contains("taskType");
		assertThat(logged().path()).isEqualTo(path);
		HttpResponse<String> batch = gateway.post("/v1beta/models/" + model + ":batchEmbedContents",
				"{\"requests\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}},{\"content\":{\"parts\":[{\"text\":\"b\"}]}}]}");
		assertThat(PlainHttp.json(batch).at("/embeddings").size()).isEqualTo(2);
	}

	@Test
	void aProvidersErrorIsToldInTheClientsWords() {
		HttpResponse<String> answer = gateway.post("/v1/embeddings",
				"{\"model\":\"ollama/nomic-embed-text+status=400\",\"input\":\"hello\"}");
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(PlainHttp.json(answer).at("/error/type").asString()).isEqualTo("invalid_request_error");
	}

	@Test
	void tokenNumbersAreRefusedBeforeAnythingIsSent() {
		HttpResponse<String> answer = gateway.post("/v1/embeddings",
				"{\"model\":\"gemini/gemini-embedding-001\",\"input\":[[1,2,3]]}");
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(PlainHttp.json(answer).at("/error/param").asString()).isEqualTo("input");
		assertThat(provider.log().calls()).isEmpty();
	}

	private static LoggedCall logged() {
		return provider.log().awaitCalls(1, Duration.ofSeconds(30)).get(0);
	}

}
