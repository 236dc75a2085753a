package dev.sluice.app;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.simulator.LoggedCall;
import dev.sluice.simulator.Script;
import dev.sluice.simulator.SimulatedProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** Gemini's own API, as its clients write it. */
@Timeout(60)
class GeminiHttpTests {

	private static final String MODEL = "/v1beta/models/gemini-2.5-flash";

	private static final String HELLO = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hello\"}]}]}";

	private static final String[] KEY = { "x-goog-api-key", RunningGateway.KEY };

	private static SimulatedProvider provider;

	private static RunningGateway gateway;

	@BeforeAll
	static void start() {
		provider = SimulatedProvider.start();
		gateway = RunningGateway.start("GEMINI_API_KEY=provider-secret",
				"GOOGLE_GEMINI_BASE_URL=" + provider.baseUrl());
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
	@ValueSource(strings = { "/v1beta", "/v1" })
	void generatesContent(String version) {
		HttpResponse<String> response = PlainHttp
			.post(gateway.url() + version + "/models/gemini-2.5-flash:generateContent", HELLO, KEY);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(text(PlainHttp.json(response))).contains("You said: hello");
		assertThat(response.headers().firstValue("x-sluice-provider")).hasValue("gemini");
		assertThat(theCall().path()).isEqualTo("/v1beta/models/gemini-2.5-flash:generateContent");
	}

	@Test
	void streamsEventsWithTheProvidersLineEnds() {
		HttpResponse<String> response = PlainHttp
			.post(gateway.url() + "/v1beta/models/gemini-2.5-flash+tokens=9:streamGenerateContent?alt=sse", HELLO, KEY);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("text/event-stream");
		assertThat(response.body()).startsWith("data: {").endsWith("}\r\n\r\n").doesNotContainPattern("[^\r]\n");
		assertThat(response.body().split("\r\n\r\n")).hasSize(10)
			.allSatisfy((event) -> assertThat(event).startsWith("data: {"));
		assertThat(theCall().query()).isEqualTo("alt=sse");
	}

	@Test
	void streamsOneJsonArrayUnlessEventsAreAskedFor() {
		HttpResponse<String> response = PlainHttp
			.post(gateway.url() + "/v1beta/models/gemini-2.5-flash+tokens=9:streamGenerateContent", HELLO, KEY);
		assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("application/json");
		JsonNode parts = PlainHttp.json(response);
		assertThat(parts.isArray()).isTrue();
		assertThat(parts.size()).isEqualTo(10);
		assertThat(theCall().query()).isEmpty();
	}

	@Test
	void countsTokens() {
		HttpResponse<String> response = PlainHttp.post(gateway.url() + MODEL + ":countTokens", HELLO, KEY);
		assertThat(PlainHttp.json(response).path("totalTokens").asInt()).isPositive();
	}

	@Test
	void embedsContent() {
		HttpResponse<String> response = PlainHttp.post(
				gateway.url() + "/v1beta/models/gemini-embedding-001:embedContent",
				"{\"content\":{\"parts\":[{\"text\":\"hello\"}]}}", KEY);
		assertThat(PlainHttp.json(response).path("embedding").path("values").size()).as(response.body()).isEqualTo(8);
	}

	@ParameterizedTest
	@ValueSource(strings = { "?key=KEY", "?alt=sse&key=KEY", "?key=KEY&alt=sse" })
	void takesTheKeyFromTheQueryAndKeepsItFromTheProvider(String query) {
		HttpResponse<String> response = PlainHttp
			.post(gateway.url() + MODEL + ":streamGenerateContent" + query.replace("KEY", RunningGateway.KEY), HELLO);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		LoggedCall call = theCall();
		assertThat(call.query()).isEqualTo(query.contains("alt=sse") ? "alt=sse" : "");
		keyless(call);
	}

	@Test
	void keepsTheKeyOfTheHeaderFromTheProvider() {
		PlainHttp.post(gateway.url() + MODEL + ":generateContent", HELLO, KEY);
		keyless(theCall());
	}

	@Test
	void aKeyInTheQueryOfACallWithAnotherCredentialIsKeptFromTheProviderToo() {
		PlainHttp.post(gateway.url() + MODEL + ":generateContent?%6Bey=" + RunningGateway.KEY, HELLO, KEY);
		keyless(theCall());
	}

	@Test
	void refusesInGooglesWords() {
		HttpResponse<String> stranger = PlainHttp.post(gateway.url() + MODEL + ":generateContent?key=wrong", HELLO);
		error(stranger, 401, "UNAUTHENTICATED");
		HttpResponse<String> unknown = PlainHttp.post(gateway.url() + "/v1beta/models/nosuch%2Fmodel:generateContent",
				HELLO, KEY);
		error(unknown, 404, "NOT_FOUND");
		HttpResponse<String> broken = PlainHttp.post(gateway.url() + MODEL + ":generateContent", "{\"contents\":", KEY);
		error(broken, 400, "INVALID_ARGUMENT");
		assertThat(provider.log().calls()).isEmpty();
	}

	@Test
	void theProvidersOwnErrorComesBackAsItIs() {
		provider.script("*", Script.of("status=429+retry-after=7"));
		HttpResponse<String> response = PlainHttp.post(gateway.url() + MODEL + ":streamGenerateContent?alt=sse", HELLO,
				KEY);
		error(response, 429, "RESOURCE_EXHAUSTED");
		assertThat(response.headers().firstValue("retry-after")).hasValue("7");
	}

	private static void error(HttpResponse<String> response, int status, String name) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		JsonNode error = PlainHttp.json(response).path("error");
		assertThat(error.path("code").asInt()).isEqualTo(status);
		assertThat(error.path("status").asString()).isEqualTo(name);
		assertThat(error.path("message").asString()).isNotBlank();
	}

	private static void keyless(LoggedCall call) {
		assertThat(call.headers().get("x-goog-api-key")).isEqualTo(List.of("provider-secret"));
		assertThat(call.path() + "?" + call.query()).doesNotContainIgnoringCase("key").doesNotContain("%6B");
		assertThat(call.path() + call.query() + call.headers() + call.bodyText()).doesNotContain(RunningGateway.KEY);
	}

	private static LoggedCall theCall() {
		return provider.log().awaitCalls(1, Duration.ofSeconds(30)).get(0);
	}

	private static String text(JsonNode answer) {
		return answer.path("candidates").path(0).path("content").path("parts").path(0).path("text").asString();
	}

}
