package dev.sluice.app;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Edge cases 77 to 86 of translation: the HTTP around calls that cross dialects. */
@Timeout(30)
class HttpEdgeCaseTests {

	private static final String CLAUDE = "{\"model\":\"anthropic/claude-sonnet-5-5\",\"messages\":[{\"role\":\"user\","
			+ "\"content\":\"Hi\"}]%s}";

	private static final String MESSAGE = "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\","
			+ "\"model\":\"claude-dated-1\",\"content\":[{\"type\":\"text\",\"text\":\"é\"}],\"stop_reason\":\"end_turn\","
			+ "\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}";

	private static RawUpstream upstream;

	private static RunningGateway gateway;

	@BeforeAll
	static void start() throws IOException {
		upstream = new RawUpstream();
		gateway = RunningGateway.start("ANTHROPIC_API_KEY=provider-secret",
				"ANTHROPIC_BASE_URL=" + upstream.url() + "/deep/", "GEMINI_API_KEY=provider-secret",
				"GOOGLE_GEMINI_BASE_URL=" + upstream.url(), "sluice.providers.gemini.dialects=gemini-generate");
	}

	@AfterAll
	static void stop() throws IOException {
		gateway.close();
		upstream.close();
	}

	private static String reply(int status, String headers, String body) {
		return "HTTP/1.1 " + status + " X\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: "
				+ body.getBytes(StandardCharsets.UTF_8).length + "\r\n" + headers + "\r\n" + body;
	}

	private static RawReply received() {
		RawReply request = upstream.requests().peek();
		assertThat(request).as("the call reached the provider").isNotNull();
		return request;
	}

	private static HttpResponse<String> ask(String... headers) {
		upstream.clear();
		return gateway.post("/v1/chat/completions", CLAUDE.formatted(""), headers);
	}

	@ParameterizedTest
	@CsvSource({ "2023-06-01, x-api-key, ''", "2023-06-01, authorization, 'Bearer '", "2026-10-21, x-api-key, ''",
			"2026-10-21, authorization, 'Bearer '" })
	void case42_anthropicsOwnClientDecidesOnVersionAndSampling(String version, String header, String scheme) {
		upstream.answers(reply(200, "", MESSAGE));
		upstream.clear();
		HttpResponse<String> answer = PlainHttp.post(gateway.url() + "/v1/messages",
				CLAUDE.formatted(",\"max_tokens\":9,\"temperature\":0.7"), header, scheme + RunningGateway.KEY,
				"anthropic-version", version);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(received().header("anthropic-version")).isEqualTo(version);
		assertThat(received().header("x-api-key")).isEqualTo("provider-secret");
		assertThat(received().header("authorization")).isNull();
		assertThat(received().body()).contains("\"temperature\":0.7");
	}

	@ParameterizedTest
	@CsvSource({ "claude-haiku-4-5, , true", "claude-haiku-4-5, 2026-10-21, false", "claude-sonnet-5-5, , false" })
	void case42_aTemperatureCrossesUnderAVersionAndToAModelThatTakeItOrIsNamed(String model, @Nullable String version,
			boolean taken) {
		upstream.answers(reply(200, "", MESSAGE));
		upstream.clear();
		HttpResponse<String> answer = gateway.post("/v1/chat/completions",
				CLAUDE.formatted(",\"temperature\":0.7").replace("claude-sonnet-5-5", model),
				(version != null) ? new String[] { "anthropic-version", version } : new String[0]);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(received().header("anthropic-version")).isEqualTo((version != null) ? version : "2023-06-01");
		assertThat(received().body().contains("\"temperature\":0.7")).isEqualTo(taken);
		assertThat(answer.headers().firstValue("x-sluice-dropped").orElse("").contains("temperature"))
			.isEqualTo(!taken);
	}

	@Test
	void case77_lengthsAreThoseOfTheTranslatedBodies() {
		upstream.answers(reply(200, "", MESSAGE));
		HttpResponse<String> answer = ask();
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(answer.headers().firstValueAsLong("content-length").orElse(-1))
			.isEqualTo(answer.body().getBytes(StandardCharsets.UTF_8).length);
		assertThat(received().header("content-length")).isEqualTo(Integer.toString(received().body().length()));
		assertThat(received().header("transfer-encoding")).isNull();
	}

	@Test
	void case78_nobodyIsAskedForAnEncodingThatWouldHaveToBeUndone() {
		upstream.answers(reply(200, "", MESSAGE));
		HttpResponse<String> answer = ask("accept-encoding", "gzip, br");
		assertThat(received().header("accept-encoding")).isNull();
		assertThat(received().header("content-encoding")).isNull();
		assertThat(answer.headers().firstValue("content-encoding")).isEmpty();
	}

	@Test
	void case79_repeatedBetasAreOneListAndCookiesNeverPass() {
		upstream.answers(reply(200, "set-cookie: a=1\r\nset-cookie: b=2\r\n", MESSAGE));
		upstream.clear();
		HttpResponse<String> answer = gateway.post("/v1/messages", CLAUDE.formatted(",\"max_tokens\":9"),
				"anthropic-beta", "one-1,two-2", "anthropic-beta", "three-3", "anthropic-version", "2023-06-01");
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(received().header("anthropic-beta").replace(" ", "")).isEqualTo("one-1,two-2,three-3");
		assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
	}

	@Test
	void case79_twoLengthsOrTwoKeysThatDifferAreRefused() throws IOException {
		String body = CLAUDE.formatted("");
		try (RawClient client = new RawClient(gateway)) {
			String twice = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\n" + RawClient.key()
					+ "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
					+ "\r\nContent-Length: 3\r\n\r\n";
			assertThat(client.send(twice + body).reply().status()).isEqualTo(400);
		}
		try (RawClient client = new RawClient(gateway)) {
			String twice = RawClient.call("/v1/chat/completions", body)
				.replaceFirst("Host", "Authorization: Bearer other\r\nHost");
			assertThat(client.send(twice).reply().status()).isIn(400, 401);
		}
	}

	@Test
	void case80_noCredentialOfTheClientReachesAProviderOfAnotherDialect() {
		upstream.answers(reply(200, "", MESSAGE));
		upstream.clear();
		HttpResponse<String> answer = PlainHttp.post(
				gateway.url() + "/v1/chat/completions?key=canary-query&api_key=canary-query", CLAUDE.formatted(""),
				"x-api-key", RunningGateway.KEY, "api-key", "canary-azure", "x-goog-api-key", "canary-goog",
				"authorization", "Bearer canary-bearer", "cookie", "s=canary-cookie");
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(received().toString()).doesNotContain("canary", RunningGateway.KEY);
		assertThat(received().header("x-api-key")).isEqualTo("provider-secret");
	}

	@Test
	void case81_theBodyDecidesWhetherTheAnswerIsAStreamAndNotTheAcceptHeader() {
		upstream.answers(reply(200, "", MESSAGE));
		HttpResponse<String> whole = ask("accept", "text/event-stream");
		assertThat(whole.headers().firstValue("content-type").orElse("")).startsWith("application/json");
		assertThat(received().body()).doesNotContain("\"stream\":true");
		String events = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
				+ "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"usage\":"
				+ "{\"input_tokens\":1,\"output_tokens\":1}}}\n\nevent: content_block_start\ndata: {\"type\":"
				+ "\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"Hi\"}}\n\n"
				+ "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
				+ "\"usage\":{\"output_tokens\":2}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
		upstream.on((connection) -> {
			connection.request();
			connection.say(events);
		});
		upstream.clear();
		HttpResponse<String> stream = gateway.post("/v1/chat/completions", CLAUDE.formatted(",\"stream\":true"),
				"accept", "application/json");
		assertThat(stream.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
		assertThat(stream.body()).endsWith("data: [DONE]\n\n");
	}

	@Test
	void case82_limitsOfTheGatewaysOwnAccountStayBehindButForHowLongToWait() {
		upstream.answers(reply(429,
				"retry-after: 7\r\nanthropic-ratelimit-tokens-remaining: 0\r\nx-ratelimit-remaining-requests: 0\r\n",
				"{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Slow down.\"}}"));
		HttpResponse<String> answer = ask();
		assertThat(answer.statusCode()).isEqualTo(429);
		assertThat(answer.headers().firstValue("retry-after")).hasValue("7");
		assertThat(answer.headers().map()).doesNotContainKeys("anthropic-ratelimit-tokens-remaining",
				"x-ratelimit-remaining-requests");
		JsonNode error = PlainHttp.json(answer).path("error");
		assertThat(error.path("message").asString()).contains("Slow down.");
		assertThat(error.path("code").asString()).isEqualTo("rate_limit_exceeded");
	}

	@Test
	void case83_theModelOfAnAnswerIsTheOneThatAnsweredInAllOfItsChunks() {
		upstream.answers(reply(200, "", MESSAGE));
		assertThat(PlainHttp.json(ask()).path("model").asString()).isEqualTo("claude-dated-1");
	}

	@Test
	void case84_pathsAreJoinedCleanlyAndModelsWithColonsAndSlashesSurvive() {
		upstream.answers(reply(200, "", MESSAGE));
		ask();
		assertThat(received().start()).startsWith("POST /deep/v1/messages HTTP/1.1");
		upstream.answers(reply(200, "",
				"{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Hi\"}]},\"finishReason\":\"STOP\"}]}"));
		upstream.clear();
		gateway.post("/v1/chat/completions",
				CLAUDE.formatted("").replace("anthropic/claude-sonnet-5-5", "gemini/gemini-2.5-flash"));
		assertThat(received().start()).startsWith("POST /v1beta/models/gemini-2.5-flash:generateContent HTTP/1.1");
		upstream.clear();
		gateway.post("/v1/chat/completions",
				CLAUDE.formatted(",\"stream\":true").replace("anthropic/claude-sonnet-5-5", "gemini/gemini-2.5-flash"));
		assertThat(received().start())
			.startsWith("POST /v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse HTTP/1.1");
	}

	@ParameterizedTest
	@CsvSource({ "529, 503, 529", "524, 502, 524", "499, 502, 499", "503, 503, 503", "418, 418, 418" })
	void case85_oddStatusesBecomeOnesThatClientsOfOtherDialectsKnow(int status, int foreign, int own) {
		upstream.answers(reply(status, "",
				"{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Odd.\"}}"));
		HttpResponse<String> chat = ask();
		assertThat(chat.statusCode()).isEqualTo(foreign);
		assertThat(PlainHttp.json(chat).at("/error/message").asString()).contains("Odd.");
		upstream.clear();
		HttpResponse<String> message = gateway.post("/v1/messages", CLAUDE.formatted(",\"max_tokens\":9"),
				"anthropic-version", "2023-06-01");
		assertThat(message.statusCode()).isEqualTo(own);
	}

	@ParameterizedTest
	@ValueSource(ints = { 302, 307, 308 })
	void case86_aRedirectIsNotFollowedWithBodyAndCredentials(int status) throws IOException {
		try (RawUpstream elsewhere = new RawUpstream()) {
			elsewhere.answers(reply(200, "", MESSAGE));
			upstream.answers(reply(status, "location: " + elsewhere.url() + "/v1/messages\r\n", ""));
			HttpResponse<String> answer = ask();
			assertThat(elsewhere.accepted()).isZero();
			assertThat(answer.statusCode()).isGreaterThanOrEqualTo(500);
			assertThat(answer.headers().firstValue("location")).isEmpty();
		}
	}

}
