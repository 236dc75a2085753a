package dev.sluice.app;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.simulator.Script;
import dev.sluice.simulator.SimulatedProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Candidates of one call that speak different dialects: what fails at one of them before
 * its first content is answered by the next, whatever that speaks.
 */
@Timeout(60)
class CrossedFailoverTests {

	private static SimulatedProvider first;

	private static SimulatedProvider second;

	private static RunningGateway gateway;

	@BeforeAll
	static void start() throws Exception {
		first = SimulatedProvider.start();
		second = SimulatedProvider.start();
		Path home = Files.createTempDirectory("sluice-home");
		Files.createDirectories(home.resolve("config/routes"));
		Files.writeString(home.resolve("config/routes/failover.yaml"), """
				routes:
				  - id: crossed-first
				    uri: ai://group/crossed-first
				    predicates:
				      - AiModel=crossed-first
				  - id: crossed-first-soon
				    uri: ai://group/crossed-first
				    predicates:
				      - AiModel=crossed-first-soon
				    metadata: {first-event-timeout: 2s, whole-reply-timeout: 2s}
				  - id: crossed-last
				    uri: ai://group/crossed-last
				    predicates:
				      - AiModel=crossed-last
				  - id: crossed-last-soon
				    uri: ai://group/crossed-last
				    predicates:
				      - AiModel=crossed-last-soon
				    metadata: {first-event-timeout: 2s, whole-reply-timeout: 2s}
				groups:
				  crossed-first: [anthropic/claude-sonnet-5-5, openai/gpt-4o]
				  crossed-last: [openai/gpt-4o, gemini/gemini-2.5-flash]
				""");
		gateway = RunningGateway.startIn(home, "ANTHROPIC_API_KEY=one", "ANTHROPIC_BASE_URL=" + first.baseUrl(),
				"OPENAI_API_KEY=two", "OPENAI_BASE_URL=" + second.baseUrl() + "/v1",
				"sluice.providers.openai.dialects=openai-chat", "GEMINI_API_KEY=three",
				"GOOGLE_GEMINI_BASE_URL=" + first.baseUrl(), "sluice.providers.gemini.dialects=gemini-generate");
	}

	@AfterAll
	static void stop() {
		gateway.close();
		first.close();
		second.close();
	}

	@AfterEach
	void clear() {
		first.clearScripts();
		second.clearScripts();
		first.log().clear();
		second.log().clear();
	}

	@ParameterizedTest
	@CsvSource({ "status=503,true", "status=529,false", "status=429,true", "reset,true", "reset,false", "hang,true",
			"hang-body,false", "stall=0,true", "stall=1,true", "stall=2,true", "error200,true", "error200,false",
			"error-after=1,true", "cut=0,true", "cut-rst=2,true", "garbage=0,true", "garbage=0,false", "truncate,false",
			"status=401,false" })
	void whatFailsInAnotherDialectIsAnsweredByTheNextCandidate(String fault, boolean stream) {
		first.script("*", Script.of(fault));
		HttpResponse<String> response = chat("crossed-first" + clocks(fault), stream);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.headers().firstValue("x-sluice-provider")).hasValue("openai");
		assertThat(response.headers().firstValue("x-sluice-attempts")).hasValue("2");
		assertThat(response.headers().firstValue("x-sluice-dropped")).as("nothing is lost at the second").isEmpty();
		assertThat(response.body()).contains("simulated").doesNotContain("\"error\"");
		if (stream) {
			assertThat(response.body()).containsOnlyOnce("\"role\":\"assistant\"").endsWith("data: [DONE]\n\n");
		}
		first.log().awaitCalls(1, Duration.ofSeconds(30));
		first.log().awaitAllClosed(Duration.ofSeconds(30));
		assertThat(first.log().calls()).singleElement().returns("/v1/messages", (call) -> call.path());
		assertThat(second.log().calls()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "status=503,true", "stall=1,true", "error200,false", "reset,false" })
	void whatFailsInTheClientsDialectIsAnsweredByOneThatSpeaksAnother(String fault, boolean stream) {
		second.script("*", Script.of(fault));
		HttpResponse<String> response = chat("crossed-last" + clocks(fault), stream);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.headers().firstValue("x-sluice-provider")).hasValue("gemini");
		assertThat(response.headers().firstValue("x-sluice-dropped"))
			.hasValueSatisfying((lost) -> assertThat(lost).contains("logit_bias"));
		assertThat(response.body()).contains("simulated", stream ? "chat.completion.chunk" : "chat.completion")
			.doesNotContain("\"error\"");
		second.log().awaitCalls(1, Duration.ofSeconds(30));
		second.log().awaitAllClosed(Duration.ofSeconds(30));
	}

	@ParameterizedTest
	@ValueSource(strings = { "status=400", "status=413", "status=422" })
	void aFaultOfTheCallerGoesStraightBackInItsOwnDialect(String fault) {
		first.script("*", Script.of(fault));
		HttpResponse<String> response = chat("crossed-first", true);
		assertThat(response.statusCode()).isEqualTo(Integer.parseInt(fault.substring(7)));
		assertThat(PlainHttp.json(response).at("/error/message").asString()).contains("simulated");
		assertThat(second.log().calls()).isEmpty();
	}

	@Test
	void theLastAnswerComesBackTranslatedWhenNobodyElseIsLeft() {
		second.script("*", Script.of("status=429 retry-after=7"));
		first.script("*", Script.of("status=429 retry-after=9"));
		HttpResponse<String> response = gateway.post("/v1/messages",
				"{\"model\":\"crossed-last\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
		assertThat(response.statusCode()).isEqualTo(429);
		assertThat(response.headers().firstValue("retry-after")).hasValue("9");
		assertThat(response.headers().firstValue("x-sluice-attempts")).hasValue("2");
		assertThat(PlainHttp.json(response).at("/error/type").asString()).isEqualTo("rate_limit_error");
	}

	@Test
	void behindTheFirstContentNobodyElseIsAsked() {
		first.script("*", Script.of("cut=4"));
		HttpResponse<String> response = chat("crossed-first", true);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("data: {\"error\":{").doesNotContain("[DONE]");
		assertThat(second.log().calls()).isEmpty();
	}

	// The clocks hold for the healthy candidate too, so only what waits for them has
	// short ones.
	private static String clocks(String fault) {
		return fault.matches("(hang|stall).*") ? "-soon" : "";
	}

	private static HttpResponse<String> chat(String model, boolean stream) {
		String bias = model.startsWith("crossed-last") ? "\"logit_bias\":{\"1\":2}," : "";
		return gateway.post("/v1/chat/completions", "{\"model\":\"" + model + "\",\"stream\":" + stream + "," + bias
				+ "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
	}

}
