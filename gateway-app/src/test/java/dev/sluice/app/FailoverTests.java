package dev.sluice.app;

import java.net.http.HttpResponse;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.simulator.Script;
import dev.sluice.simulator.SimulatedProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** What a caller sees when the first candidate fails before its first content. */
class FailoverTests {

	private static SimulatedProvider first;

	private static SimulatedProvider second;

	private static RunningGateway gateway;

	@BeforeAll
	static void start() throws Exception {
		first = SimulatedProvider.start();
		second = SimulatedProvider.start();
		java.nio.file.Path home = java.nio.file.Files.createTempDirectory("sluice-home");
		java.nio.file.Files.createDirectories(home.resolve("config/routes"));
		java.nio.file.Files.writeString(home.resolve("config/routes/failover.yaml"), """
				routes:
				  - id: failover
				    uri: ai://group/pair
				    predicates:
				      - AiModel=pair
				  - id: failover-soon
				    uri: ai://group/pair
				    predicates:
				      - AiModel=pair-soon
				    metadata:
				      first-event-timeout: 2s
				      whole-reply-timeout: 2s
				groups:
				  pair: [openai/first, openrouter/second]
				""");
		gateway = RunningGateway.startIn(home, "OPENAI_API_KEY=one", "OPENAI_BASE_URL=" + first.baseUrl() + "/v1",
				"OPENROUTER_API_KEY=two", "OPENROUTER_BASE_URL=" + second.baseUrl() + "/v1");
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
		first.log().clear();
		second.log().clear();
	}

	@ParameterizedTest
	@CsvSource({ "status=503,true", "status=503,false", "status=429,true", "reset,true", "reset,false", "hang,true",
			"hang,false", "hang-body,true", "hang-body,false", "stall=0,true", "stall=1,true", "error200,true",
			"error200,false", "cut=0,true", "truncate,false" })
	void aFailureBeforeContentIsAnsweredByTheSecondCandidate(String fault, boolean stream) {
		first.script("*", Script.of(fault));
		HttpResponse<String> response = chat("pair" + clocks(fault), stream);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.headers().firstValue("x-sluice-provider")).hasValue("openrouter");
		assertThat(response.headers().firstValue("x-sluice-attempts")).hasValue("2");
		assertThat(response.body()).contains("simulated").doesNotContain("\"error\"");
		if (stream) {
			assertThat(response.body()).containsOnlyOnce("\"role\":\"assistant\"").endsWith("data: [DONE]\n\n");
		}
		first.log().awaitCalls(1, Duration.ofSeconds(30));
		first.log().awaitAllClosed(Duration.ofSeconds(30));
		assertThat(first.log().calls()).hasSize(1);
		assertThat(second.log().calls()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 413, 422 })
	void aFaultOfTheCallerGoesStraightBack(int status) {
		first.script("*", Script.of("status=" + status));
		HttpResponse<String> response = chat(false);
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(second.log().calls()).isEmpty();
	}

	@Test
	void theProvidersOwnAnswerComesBackWhenNobodyElseIsLeft() {
		first.script("*", Script.of("status=429+retry-after=7"));
		second.script("*", Script.of("status=429+retry-after=7"));
		HttpResponse<String> response = chat(false);
		second.clearScripts();
		assertThat(response.statusCode()).isEqualTo(429);
		assertThat(response.headers().firstValue("retry-after")).hasValue("7");
		assertThat(response.headers().firstValue("x-sluice-attempts")).hasValue("2");
	}

	@Test
	void case74_aStreamThatBreaksAfterContentEndsInAnErrorEvent() {
		first.script("*", Script.of("cut=3"));
		HttpResponse<String> response = chat(true);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("\"error\":{").doesNotContain("[DONE]");
		assertThat(second.log().calls()).isEmpty();
	}

	// The clocks hold for the healthy candidate too, so only what waits for them has
	// short ones.
	private static String clocks(String fault) {
		return fault.matches("(hang|stall).*") ? "-soon" : "";
	}

	private static HttpResponse<String> chat(boolean stream) {
		return chat("pair", stream);
	}

	private static HttpResponse<String> chat(String model, boolean stream) {
		return gateway.post("/v1/chat/completions", "{\"model\":\"" + model + "\",\"stream\":" + stream
				+ ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
	}

}
