package dev.sluice.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Outcome;
import dev.sluice.call.UsageKind;
import dev.sluice.record.CallRecord;
import dev.sluice.simulator.LoggedCall;
import dev.sluice.simulator.SimulatedProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** Operations besides chats whose provider speaks another dialect than their client. */
@Timeout(60)
class CrossedOperationTests {

	private static final RecordedCalls records = new RecordedCalls();

	private static SimulatedProvider provider;

	private static RunningGateway gateway;

	@BeforeAll
	static void start() throws IOException {
		provider = SimulatedProvider.start();
		gateway = RunningGateway.startIn(Files.createTempDirectory("sluice-home"), records::register,
				"OPENAI_API_KEY=provider-secret", "OPENAI_BASE_URL=" + provider.baseUrl() + "/v1",
				"ANTHROPIC_API_KEY=provider-secret", "ANTHROPIC_BASE_URL=" + provider.baseUrl(),
				"GEMINI_API_KEY=provider-secret", "GOOGLE_GEMINI_BASE_URL=" + provider.baseUrl(),
				"sluice.providers.gemini.dialects=gemini-generate,gemini-count-tokens",
				"OLLAMA_HOST=" + provider.baseUrl(), "REPLICATE_API_TOKEN=provider-secret",
				"sluice.providers.replicate.base-url=" + provider.baseUrl(), "VOYAGE_API_KEY=provider-secret",
				"VOYAGE_BASE_URL=" + provider.baseUrl() + "/voyage/v1", "MISTRAL_API_KEY=provider-secret",
				"MISTRAL_BASE_URL=" + provider.baseUrl() + "/mistral/v1",
				"sluice.providers.tei.base-url=" + provider.baseUrl() + "/tei",
				"sluice.providers.tei.dialects=tei-rerank", "TEI_API_KEY=provider-secret");
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

	@ParameterizedTest
	@CsvSource({ "openai/gpt-4o, /v1/responses/input_tokens",
			"gemini/gemini-2.5-flash, /v1beta/models/gemini-2.5-flash:countTokens",
			"anthropic/claude-sonnet-5-5, /v1/messages/count_tokens" })
	void tokensAreCountedAtTheProvidersOwnEndpoint(String model, String path) {
		HttpResponse<String> answer = countMessages(model);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(PlainHttp.json(answer).at("/input_tokens").asLong()).isPositive();
		assertThat(answer.headers().firstValue("x-sluice-estimated")).isEmpty();
		assertThat(logged().path()).isEqualTo(path);
		assertThat(records.of(answer).outcome().usage().estimated()).isFalse();
	}

	@Test
	void tokensThatNoProviderCountsAreEstimatedAndMarked() {
		HttpResponse<String> answer = countMessages("ollama/llama3.2");
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		// Five words, and what frames them.
		assertThat(PlainHttp.json(answer).at("/input_tokens").asLong()).isBetween(10L, 25L);
		assertThat(answer.headers().firstValue("x-sluice-estimated")).contains("true");
		assertThat(answer.headers().firstValue("content-type")).contains("application/json");
		assertThat(provider.log().calls()).isEmpty();
		Outcome outcome = records.of(answer).outcome();
		assertThat(outcome.usage().estimated()).isTrue();
		assertThat(outcome.usage().input()).isEqualTo(PlainHttp.json(answer).at("/input_tokens").asLong());
	}

	@Test
	void everyDialectOfCountsIsEstimatedInItsOwnShape() {
		HttpResponse<String> gemini = gateway.post("/v1beta/models/ollama/llama3.2:countTokens",
				"{\"contents\":[{\"parts\":[{\"text\":\"hello there\"}]}]}");
		assertThat(PlainHttp.json(gemini).at("/totalTokens").asLong()).as(gemini.body()).isPositive();
		HttpResponse<String> openAi = gateway.post("/v1/responses/input_tokens",
				"{\"model\":\"ollama/llama3.2\",\"input\":\"hello there\"}");
		assertThat(PlainHttp.json(openAi).at("/input_tokens").asLong()).as(openAi.body()).isPositive();
		HttpResponse<String> wrong = gateway.post("/v1/responses/input_tokens",
				"{\"model\":\"ollama/llama3.2\",\"input\":7}");
		assertThat(wrong.statusCode()).isEqualTo(400);
	}

	@Test
	void aRefusedCountIsToldInTheClientsWords() {
		HttpResponse<String> answer = countMessages("gemini/gemini-2.5-flash+status=400");
		assertThat(answer.statusCode()).isEqualTo(400);
		JsonNode body = PlainHttp.json(answer);
		assertThat(body.at("/error/type").asString()).isEqualTo("invalid_request_error");
	}

	@Test
	void geminiMakesThePictureThatOpenAisClientWants() {
		HttpResponse<String> answer = picture("gemini/gemini-2.5-flash-image",
				",\"size\":\"1024x1536\",\"quality\":\"high\"");
		JsonNode body = PlainHttp.json(answer);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(body.at("/data/0/b64_json").asString()).startsWith("iVBOR");
		assertThat(body.at("/usage/output_tokens").asLong()).isEqualTo(1290);
		assertThat(answer.headers().firstValue("x-sluice-dropped")).contains("quality");
		assertThat(logged().bodyText()).contains("\"aspectRatio\":\"2:3\"", "\"text\":\"a cat\"");
		assertThat(records.of(answer).outcome().usage().get(UsageKind.IMAGES)).isEqualTo(1);
		assertThat(records.of(answer).outcome().usage().get(UsageKind.IMAGE_OUTPUT)).isEqualTo(1290);
	}

	@Test
	void anEditCarriesItsPicture() {
		HttpResponse<String> answer = gateway.post("/v1/images/edits",
				"{\"model\":\"gemini/gemini-2.5-flash-image\",\"prompt\":\"a cat\",\"response_format\":\"url\","
						+ "\"images\":[{\"image_url\":\"data:image/webp;base64,AAAA\"}]}");
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(PlainHttp.json(answer).at("/data/0/url").asString()).startsWith("data:image/png;base64,iVBOR");
		assertThat(logged().bodyText()).contains("{\"mimeType\":\"image/webp\",\"data\":\"AAAA\"}");
	}

	@ParameterizedTest
	@ValueSource(ints = { 20, 1_200_000 })
	void anUploadedPictureCrossesWhetherItWasKeptInMemoryOrInAFile(int size) {
		byte[] picture = new byte[size];
		System.arraycopy(new byte[] { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' }, 0, picture, 0, 8);
		HttpResponse<byte[]> answer = edit("gemini/gemini-2.5-flash-image", picture, "");
		assertThat(answer.statusCode()).as(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(200);
		assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("\"b64_json\":\"iVBOR");
		String content = Base64.getEncoder().encodeToString(picture);
		assertThat(logged().bodyText()).contains("\"text\":\"add 7 cats\"",
				"{\"mimeType\":\"image/png\",\"data\":\"" + content.substring(0, Math.min(content.length(), 10_000)));
	}

	@Test
	void anUploadThatCannotCrossIsRefused() {
		HttpResponse<byte[]> masked = edit("gemini/gemini-2.5-flash-image", new byte[9],
				"--cut\r\ncontent-disposition: form-data; name=\"mask\"; filename=\"m\"\r\n\r\nx\r\n");
		assertThat(masked.statusCode()).isEqualTo(400);
		assertThat(new String(masked.body(), StandardCharsets.UTF_8)).contains("mask");
		HttpResponse<byte[]> large = edit("gemini/gemini-2.5-flash-image", new byte[17_000_000], "");
		assertThat(large.statusCode()).isEqualTo(413);
		assertThat(provider.log().calls()).isEmpty();
	}

	private static HttpResponse<byte[]> edit(String model, byte[] picture, String more) {
		String field = "--cut\r\ncontent-disposition: form-data; name=\"";
		ByteArrayOutputStream form = new ByteArrayOutputStream();
		form.writeBytes((field + "image[]\"; filename=\"a.bin\"\r\ncontent-type: application/octet-stream\r\n\r\n")
			.getBytes(StandardCharsets.UTF_8));
		form.writeBytes(picture);
		form.writeBytes(("\r\n" + more + field + "prompt\"\r\n\r\nadd 7 cats\r\n" + field + "n\"\r\n\r\n1\r\n" + field
				+ "model\"\r\n\r\n" + model + "\r\n--cut--\r\n")
			.getBytes(StandardCharsets.UTF_8));
		return PlainHttp.postBytes(gateway.url() + "/v1/images/edits", form.toByteArray(), "authorization",
				"Bearer " + RunningGateway.KEY, "content-type", "multipart/form-data; boundary=cut");
	}

	@Test
	void aStreamOfPicturesIsRefused() {
		HttpResponse<String> answer = picture("gemini/gemini-2.5-flash-image", ",\"stream\":true");
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(PlainHttp.json(answer).at("/error/param").asString()).isEqualTo("stream");
		assertThat(provider.log().calls()).isEmpty();
	}

	@Test
	void aPredictionIsAskedForUntilItIsDone() {
		HttpResponse<String> answer = picture("replicate/black-forest-labs/flux-schnell+polls=2", ",\"n\":2");
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(PlainHttp.json(answer).at("/data").size()).isEqualTo(2);
		assertThat(PlainHttp.json(answer).at("/data/1/url").asString()).startsWith("https://simulated.example/");
		List<LoggedCall> calls = provider.log().awaitCalls(3, Duration.ofSeconds(30));
		assertThat(calls).extracting(LoggedCall::path)
			.containsExactly("/v1/models/black-forest-labs/flux-schnell%2Bpolls%3D2/predictions",
					"/v1/predictions/sim-2-2", "/v1/predictions/sim-1-2");
		assertThat(calls).allSatisfy(
				(call) -> assertThat(call.headers().get("authorization")).containsExactly("Bearer provider-secret"));
		CallRecord record = records.of(answer);
		assertThat(record.outcome().usage().get(UsageKind.IMAGES)).isEqualTo(2);
		assertThat(record.outcome().status()).isEqualTo(200);
	}

	@Test
	void aPredictionIsCancelledWhenItsClientLeaves() {
		CompletableFuture<?> call = HttpClient.newHttpClient()
			.sendAsync(gateway.request("/v1/images/generations")
				.header("content-type", "application/json")
				.POST(BodyPublishers.ofString(prompt("replicate/black-forest-labs/flux-schnell+polls=9", "")))
				.build(), BodyHandlers.discarding());
		provider.log().awaitCalls(2, Duration.ofSeconds(30));
		call.cancel(true);
		LoggedCall last = provider.log().awaitCalls(3, Duration.ofSeconds(30)).get(2);
		for (int n = 4; !last.path().endsWith("/cancel"); n++) {
			last = provider.log().awaitCalls(n, Duration.ofSeconds(30)).get(n - 1);
		}
		assertThat(last.method()).isEqualTo("POST");
		assertThat(last.path()).startsWith("/v1/predictions/sim-");
	}

	@Test
	void whatATargetCannotDoAtAllIsSaid() {
		HttpResponse<String> answer = gateway.post("/v1/audio/speech",
				"{\"model\":\"gemini/gemini-2.5-flash\",\"input\":\"hello\",\"voice\":\"x\"}");
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).contains("gemini", "openai-speech");
		assertThat(provider.log().calls()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "voyage/rerank-2.5, /v1/rerank, /voyage/v1/rerank", "tei/bge-reranker, /v2/rerank, /tei/rerank" })
	void documentsAreOrderedByOtherVendors(String model, String asked, String path) {
		HttpResponse<String> answer = gateway.post(asked, "{\"model\":\"" + model
				+ "\",\"query\":\"q\",\"documents\":[\"a\",\"b\",\"c\"],\"top_n\":2,\"return_documents\":true}");
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		JsonNode body = PlainHttp.json(answer);
		assertThat(body.at("/results").size()).isEqualTo(2);
		assertThat(body.at("/results/0/relevance_score").asDouble()).isEqualTo(1.0);
		assertThat(body.at("/results/1/document/text").asString()).isEqualTo("b");
		assertThat(logged().path()).isEqualTo(path);
	}

	@Test
	void mistralModeratesForOpenAisClient() {
		HttpResponse<String> answer = gateway.post("/v1/moderations",
				"{\"model\":\"mistral/mistral-moderation-latest\",\"input\":\"attack at dawn\"}");
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		JsonNode result = PlainHttp.json(answer).at("/results/0");
		assertThat(result.path("flagged").asBoolean()).isTrue();
		assertThat(result.at("/categories/violence").asBoolean()).isTrue();
		assertThat(result.at("/category_scores/violence").asDouble()).isEqualTo(0.98);
	}

	private static HttpResponse<String> picture(String model, String more) {
		return gateway.post("/v1/images/generations", prompt(model, more));
	}

	private static String prompt(String model, String more) {
		return "{\"model\":\"" + model + "\",\"prompt\":\"a cat\"" + more + "}";
	}

	private static HttpResponse<String> countMessages(String model) {
		return gateway.post("/v1/messages/count_tokens", "{\"model\":\"" + model
				+ "\",\"system\":\"be brief\",\"messages\":[{\"role\":\"user\",\"content\":\"hello there friend\"}]}");
	}

	private static LoggedCall logged() {
		return provider.log().awaitCalls(1, Duration.ofSeconds(30)).get(0);
	}

}
