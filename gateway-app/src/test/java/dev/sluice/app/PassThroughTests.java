package dev.sluice.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import com.openai.core.ObjectMappers;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.completions.CompletionUsage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.call.Dialect;
import dev.sluice.wire.StreamFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** Within one dialect the bytes of both directions stay what they are. */
@Timeout(30)
class PassThroughTests {

	/** Streams that fail before their first content: failover is still free. */
	private static final List<String> FAILED_AT_ONCE = List.of("openai-chat/error-first.sse",
			"openai-responses/failed.sse", "anthropic-messages/overloaded.sse", "gemini-generate/error.json");

	/** Who asks for usage gets it; from others it is withheld. */
	private static final String STREAM = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";

	private static final String TEXT = "openai-chat/text.sse";

	private static FixtureUpstream upstream;

	private static RunningGateway gateway;

	@BeforeAll
	static void start() {
		upstream = new FixtureUpstream();
		gateway = RunningGateway.start("sluice.http.ollama-paths=true", "OPENAI_API_KEY=upstream-secret",
				"OPENAI_BASE_URL=" + upstream.url() + "/v1", "ANTHROPIC_API_KEY=upstream-secret",
				"ANTHROPIC_BASE_URL=" + upstream.url(), "GEMINI_API_KEY=upstream-secret",
				"GOOGLE_GEMINI_BASE_URL=" + upstream.url(), "OLLAMA_HOST=" + upstream.url(),
				"OPENROUTER_API_KEY=upstream-secret", "OPENROUTER_BASE_URL=" + upstream.url() + "/v1");
	}

	@AfterAll
	static void stop() {
		gateway.close();
		upstream.close();
	}

	static Stream<Arguments> streams() {
		return StreamFixture.ALL.stream()
			.filter((path) -> !FAILED_AT_ONCE.contains(path))
			.flatMap((path) -> Stream.of(1, 7, 61, 1 << 20).map((size) -> Arguments.of(path, size)));
	}

	@ParameterizedTest
	@MethodSource("streams")
	void everyByteOfAStreamSurvives(String path, int size) {
		assertSurvives(StreamFixture.load(path), size);
	}

	static Stream<String> events() {
		return StreamFixture.ALL.stream().filter((path) -> path.endsWith(".sse") && !FAILED_AT_ONCE.contains(path));
	}

	@ParameterizedTest
	@MethodSource("events")
	void everyLineEndSurvives(String path) {
		StreamFixture fixture = StreamFixture.load(path);
		assertSurvives(fixture.withLineEnds("\r\n"), 7);
		assertSurvives(fixture.withLineEnds("\r"), 7);
	}

	private static void assertSurvives(StreamFixture fixture, int size) {
		upstream.answer(fixture.contentType(), fixture.bytes(), size, Map.of());
		HttpResponse<byte[]> response = call(fixture.dialect(), fixture.name());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith(fixture.contentType());
		assertThat(new String(response.body(), StandardCharsets.UTF_8))
			.isEqualTo(new String(fixture.bytes(), StandardCharsets.UTF_8));
		assertThat(response.body()).isEqualTo(fixture.bytes());
	}

	static Stream<String> failures() {
		return FAILED_AT_ONCE.stream();
	}

	@ParameterizedTest
	@MethodSource("failures")
	void aStreamThatFailsBeforeItsContentIsAFailureOfTheCall(String path) {
		StreamFixture fixture = StreamFixture.load(path);
		upstream.answer(fixture.contentType(), fixture.bytes(), 7, Map.of());
		HttpResponse<byte[]> response = call(fixture.dialect(), fixture.name());
		assertThat(response.statusCode()).as(new String(response.body(), StandardCharsets.UTF_8))
			.isGreaterThanOrEqualTo(500);
		assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("\"error\"");
	}

	@Test
	void everyByteOfAWholeAnswerSurvives() {
		byte[] body = "{ \"id\":\"x\",\t\"big\":12345678901234567890.10, \"big\":1e400,\r\n \"text\":\"\\u00e9é\\/\",\"choices\":[] }\n"
			.getBytes(StandardCharsets.UTF_8);
		upstream.answer("application/json; charset=utf-8", body, 3,
				Map.of("x-request-id", "theirs", "openai-processing-ms", "12", "set-cookie", "secret=1",
						"openai-organization", "org-ours", "x-ratelimit-remaining-requests", "1"));
		HttpResponse<byte[]> response = post("/v1/chat/completions", chat("gpt-4o", ""), "x-request-id", "mine-1");
		assertThat(response.body()).isEqualTo(body);
		assertThat(response.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
		assertThat(response.headers().firstValue("content-length")).hasValue(Integer.toString(body.length));
		assertThat(response.headers().firstValue("openai-processing-ms")).hasValue("12");
		assertThat(response.headers().firstValue("x-sluice-upstream-request-id")).hasValue("theirs");
		assertThat(response.headers().map()).doesNotContainKeys("set-cookie", "openai-organization",
				"x-ratelimit-remaining-requests");
	}

	@Test
	void theAnswerSaysWhoGaveIt() {
		upstream.answer("application/json", "{}".getBytes(StandardCharsets.UTF_8), 2, Map.of());
		HttpResponse<byte[]> response = post("/v1/chat/completions", chat("openai/gpt-4o", ""));
		Map<String, List<String>> headers = response.headers().map();
		assertThat(headers.get("x-sluice-route")).containsExactly("openai-chat");
		assertThat(headers.get("x-sluice-provider")).containsExactly("openai");
		assertThat(headers.get("x-sluice-model")).containsExactly("gpt-4o");
		assertThat(headers.get("x-sluice-attempts")).containsExactly("1");
	}

	@ParameterizedTest
	@CsvSource({ "my-id_1.2, true", "not!one, false", "ééé, false" })
	void theRequestIdIsEchoedWhenItIsOne(String id, boolean kept) {
		upstream.answer("application/json", "{}".getBytes(StandardCharsets.UTF_8), 2, Map.of());
		HttpResponse<byte[]> response = post("/v1/chat/completions", chat("gpt-4o", ""), "x-request-id", id);
		String echoed = response.headers().firstValue("x-request-id").orElseThrow();
		assertThat(echoed.equals(id)).isEqualTo(kept);
		assertThat(echoed).matches("[A-Za-z0-9._-]{1,128}");
		assertThat(response.headers().allValues("x-request-id")).hasSize(1);
	}

	@Test
	void everyByteOfTheRequestSurvivesButModelAndOurFields() {
		String odd = " \t\"x_new\" : { \"a\":[1.0, 1e400,12345678901234567890],\"a\":\"\\u00e9é\\/\", \"model\":\"inner\" },\r\n";
		String body = "{" + odd + "\"model\" : \"openrouter/openai/gpt-4o\","
				+ "\"cache_bypass\":true,\"messages\":[ {\"role\":\"user\",\"content\":\"Hi \uD83D\uDE00\"} ],"
				+ "\"provider\":{\"order\":[\"x\"]},\"cost_optimization\":\"aggressive\",\"z\":null}";
		upstream.answer("application/json", "{}".getBytes(StandardCharsets.UTF_8), 2, Map.of());
		post("/v1/chat/completions", body);
		FixtureUpstream.Received received = upstream.received();
		assertThat(received.text()).isEqualTo(body.replace("openrouter/openai/gpt-4o", "openai/gpt-4o")
			.replace(",\"cache_bypass\":true", "")
			.replace(",\"cost_optimization\":\"aggressive\"", ""));
		assertThat(received.headers()).containsEntry("content-length", Integer.toString(received.body().length));
		assertThat(received.headers()).doesNotContainKey("transfer-encoding");
	}

	@Test
	void aRequestWithNothingToChangeArrivesAsItWasSent() {
		String body = chat("gpt-4o", ",\"n\" : 1, \"unknown\":[]");
		upstream.answer("application/json", "{}".getBytes(StandardCharsets.UTF_8), 2, Map.of());
		post("/v1/chat/completions", body);
		assertThat(upstream.received().text()).isEqualTo(body);
	}

	@Test
	void headersOfTheDialectReachTheProvider() {
		Map<String, String> sent = Map.of("anthropic-version", "2023-06-01", "anthropic-beta",
				"one-2026-01-01,two-2026-02-02", "user-agent", "my-client/1.0", "idempotency-key", "abc", "traceparent",
				"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "x-stainless-retry-count", "0");
		upstream.answer("application/json", "{}".getBytes(StandardCharsets.UTF_8), 2, Map.of());
		post("/v1/messages?beta=true", chat("claude-sonnet-5-5", ",\"max_tokens\":9"),
				sent.entrySet()
					.stream()
					.flatMap((entry) -> Stream.of(entry.getKey(), entry.getValue()))
					.toArray(String[]::new));
		FixtureUpstream.Received received = upstream.received();
		assertThat(received.uri()).isEqualTo("/v1/messages?beta=true");
		assertThat(received.headers()).containsAllEntriesOf(sent);
	}

	@Test
	void cookiesCredentialsAndAddressesOfTheClientNeverReachTheProvider() {
		upstream.answer("application/json", "{}".getBytes(StandardCharsets.UTF_8), 2, Map.of());
		HttpResponse<byte[]> response = PlainHttp.postBytes(
				gateway.url() + "/v1/chat/completions?key=canary-query&api_key=canary-query&access_token=canary-query",
				chat("gpt-4o", "").getBytes(StandardCharsets.UTF_8), "x-api-key", RunningGateway.KEY, "authorization",
				"Bearer canary-bearer", "x-goog-api-key", "canary-goog", "api-key", "canary-azure", "cookie",
				"session=canary-cookie", "proxy-authorization", "Basic canary-proxy", "x-forwarded-for",
				"canary-address", "forwarded", "for=canary-address", "x-sluice-tier", "official");
		assertThat(response.statusCode()).isEqualTo(200);
		FixtureUpstream.Received received = upstream.received();
		assertThat(received.uri()).isEqualTo("/v1/chat/completions");
		assertThat(received.headers().toString()).doesNotContain("canary", RunningGateway.KEY, "x-sluice", "forwarded");
		assertThat(received.headers()).containsEntry("authorization", "Bearer upstream-secret")
			.doesNotContainKeys("cookie", "x-api-key", "x-goog-api-key", "api-key");
	}

	@Test
	void aCompressedBodyArrivesUncompressed() throws IOException {
		String body = chat("gpt-4o", ",\"unknown\":\"" + "é".repeat(5_000) + "\"");
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
			gzip.write(body.getBytes(StandardCharsets.UTF_8));
		}
		StreamFixture fixture = StreamFixture.load(TEXT);
		upstream.answer(fixture.contentType(), fixture.bytes(), 100, Map.of());
		HttpResponse<byte[]> response = PlainHttp.postBytes(gateway.url() + "/v1/chat/completions", bytes.toByteArray(),
				"authorization", "Bearer " + RunningGateway.KEY, "content-type", "application/json", "content-encoding",
				"gzip");
		assertThat(response.statusCode()).isEqualTo(200);
		FixtureUpstream.Received received = upstream.received();
		assertThat(received.text()).isEqualTo(body);
		assertThat(received.headers()).doesNotContainKey("content-encoding")
			.containsEntry("content-length", Integer.toString(received.body().length));
	}

	static Stream<Arguments> usage() {
		return Stream.of("never", "behind", "with the finish", "on every chunk")
			.flatMap((told) -> Stream
				.of("", ",\"stream_options\":{\"include_usage\":false}", ",\"stream_options\":{\"include_usage\":true}")
				.map((asked) -> Arguments.of(told, asked)));
	}

	@ParameterizedTest
	@MethodSource("usage")
	void case62_usageStandsOnAChunkOfItsOwnForWhoAskedForItWhereverTheProviderTellsIt(String told, String asked)
			throws IOException {
		upstream.answer("text/event-stream", chunks(told).getBytes(StandardCharsets.UTF_8), 40, Map.of());
		HttpResponse<byte[]> response = post("/v1/chat/completions", chat("gpt-4o", ",\"stream\":true" + asked));
		String body = new String(response.body(), StandardCharsets.UTF_8);
		assertThat(body).endsWith("data: [DONE]\n\n");
		List<JsonNode> chunks = body.replace("data: [DONE]", "")
			.lines()
			.filter((line) -> line.startsWith("data: {"))
			.map((line) -> JsonMapper.shared().readTree(line.substring(6)))
			.toList();
		boolean shown = asked.contains("true") && !told.equals("never");
		assertThat(chunks).filteredOn((chunk) -> chunk.path("usage").isObject())
			.hasSize(shown ? 1 : 0)
			.allSatisfy((chunk) -> assertThat(chunk.path("choices").isEmpty()).isTrue());
		ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
		for (JsonNode chunk : chunks) {
			whole.accumulate(
					ObjectMappers.jsonMapper().readValue(chunk.toString(), ChatCompletionChunk.class).validate());
		}
		ChatCompletion answer = whole.chatCompletion();
		assertThat(answer.choices().get(0).message().content()).contains("Hi you");
		assertThat(answer.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
		assertThat(answer.usage().map(CompletionUsage::totalTokens).orElse(0L)).isEqualTo(shown ? 5 : 0);
	}

	private static String chunks(String told) {
		String usage = ",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}";
		String always = told.equals("on every chunk") ? usage : "";
		return chunk("{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"finish_reason\":null}",
				always)
				+ chunk("{\"index\":0,\"delta\":{\"content\":\" you\"},\"finish_reason\":null}", always)
				+ chunk("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}",
						told.equals("with the finish") ? usage : always)
				+ (told.equals("behind") ? chunk("", usage) : "") + "data: [DONE]\n\n";
	}

	private static String chunk(String choice, String more) {
		return "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":["
				+ choice + "]" + more + "}\n\n";
	}

	private static HttpResponse<byte[]> call(Dialect dialect, String file) {
		return switch (dialect) {
			case OPENAI_CHAT -> post("/v1/chat/completions", chat("gpt-4o", STREAM));
			case OPENAI_COMPLETIONS ->
				post("/v1/completions", "{\"model\":\"gpt-3.5-turbo-instruct\",\"prompt\":\"Hi\"" + STREAM + "}");
			case OPENAI_RESPONSES -> post("/v1/responses", "{\"model\":\"gpt-4o\",\"input\":\"Hi\",\"stream\":true}");
			case OPENAI_IMAGES ->
				post("/v1/images/generations", "{\"model\":\"gpt-image-1\",\"prompt\":\"Hi\",\"stream\":true}");
			case OPENAI_SPEECH -> post("/v1/audio/speech",
					"{\"model\":\"gpt-4o-mini-tts\",\"input\":\"Hi\",\"voice\":\"x\",\"stream_format\":\"sse\"}");
			case OPENAI_TRANSCRIPTIONS -> form("/v1/audio/transcriptions");
			case ANTHROPIC_MESSAGES ->
				post("/v1/messages", chat("claude-sonnet-5-5", ",\"max_tokens\":9,\"stream\":true"));
			case GEMINI_GENERATE -> post(
					"/v1beta/models/gemini-2.5-flash:streamGenerateContent" + (file.endsWith(".sse") ? "?alt=sse" : ""),
					"{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}");
			case OLLAMA_CHAT -> post("/api/chat", chat("qwen2.5:32b-instruct", ""));
			default -> throw new IllegalArgumentException("no call for " + dialect);
		};
	}

	private static HttpResponse<byte[]> form(String path) {
		String form = "--cut\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\nRIFF\r\n"
				+ "--cut\r\ncontent-disposition: form-data; name=\"stream\"\r\n\r\ntrue\r\n"
				+ "--cut\r\ncontent-disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n--cut--\r\n";
		return PlainHttp.postBytes(gateway.url() + path, form.getBytes(StandardCharsets.UTF_8), "authorization",
				"Bearer " + RunningGateway.KEY, "content-type", "multipart/form-data; boundary=cut");
	}

	private static HttpResponse<byte[]> post(String path, String json, String... headers) {
		String[] all = Stream.concat(Stream.of("authorization", "Bearer " + RunningGateway.KEY), Stream.of(headers))
			.toArray(String[]::new);
		return PlainHttp.postForBytes(gateway.url() + path, json, all);
	}

	private static String chat(String model, String more) {
		return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]" + more + "}";
	}

}
