package dev.sluice.app;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.simulator.LoggedCall;
import dev.sluice.simulator.SimulatedProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** The example files of the documentation, in force in a running gateway. */
@Timeout(60)
class RouteExamplesTests {

	private static final Path EXAMPLES = Path.of("../docs/examples/routes");

	private static SimulatedProvider simulated;

	private static SimulatedProvider others;

	private static RunningGateway gateway;

	@BeforeAll
	static void start() throws IOException {
		simulated = SimulatedProvider.start();
		others = SimulatedProvider.start();
		Path home = Files.createTempDirectory("sluice-home");
		Path routes = Files.createDirectories(home.resolve("config/routes"));
		try (Stream<Path> files = Files.list(EXAMPLES)) {
			for (Path file : files.toList()) {
				Files.copy(file, routes.resolve(file.getFileName()));
			}
		}
		gateway = RunningGateway.startIn(home, "sluice.simulator.base-url=" + simulated.baseUrl(),
				"sluice.routes.quiet-period=20ms", "sluice.routes.poll-interval=100ms", "OPENAI_API_KEY=one",
				"OPENAI_BASE_URL=" + others.baseUrl() + "/v1", "OLLAMA_HOST=" + others.baseUrl());
	}

	@AfterAll
	static void stop() {
		gateway.close();
		others.close();
		simulated.close();
	}

	@AfterEach
	void clear() {
		simulated.log().clear();
		others.log().clear();
	}

	@ParameterizedTest
	@ValueSource(strings = { "gpt-4o-mini", "GPT-5-Nano", "claude-haiku-5-5", "gemini-2.5-flash",
			"openrouter/anthropic/claude-haiku-4.5" })
	void smallModelsGoToTheirGroup(String model) {
		HttpResponse<String> response = chat("", body(model, ""));
		route(response, "small-models", "simulated");
		assertThat(response.headers().firstValue("x-example")).hasValue("small-models");
		assertThat(others.log().calls()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "gpt-4o", "gpt-4o-mini-2024-07-18" })
	void otherModelsGoWhereTheyAlwaysWent(String model) {
		HttpResponse<String> response = chat("", body(model, ""));
		route(response, "openai-chat", "openai");
		assertThat(response.headers().firstValue("x-example")).isEmpty();
	}

	@Test
	void smallModelsForAnythingButChatGoWhereTheyAlwaysWent() {
		route(gateway.post("/v1/responses", "{\"model\":\"gpt-4o-mini\",\"input\":\"Hi\"}"), "openai-responses",
				"openai");
	}

	@Test
	void aRuleSendsAFamilyOfModelsAndAnAliasItsName() {
		route(chat("", body("acme-medium", "")), "openai-chat", "simulated");
		route(chat("", body("acme", "")), "openai-chat", "simulated");
		assertThat(simulated.log().awaitCalls(2, Duration.ofSeconds(30))).extracting(LoggedCall::bodyText)
			.satisfiesExactly((body) -> assertThat(body).contains("\"acme-medium\""),
					(body) -> assertThat(body).contains("\"acme-large\""));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "?tier=local | |", "?tier=LOCAL | |", " | local |", " | | ,\"provider_preference\":\"local\"" })
	void aCallerOfTheLocalTierStaysLocal(String query, String header, String field) {
		HttpResponse<String> response = chat(text(query), body("gpt-4o", text(field)),
				(header != null) ? new String[] { "x-sluice-tier", header } : new String[0]);
		route(response, "tier-local", "ollama");
		LoggedCall call = others.log().awaitCalls(1, Duration.ofSeconds(30)).get(0);
		assertThat(call.headers()).as("no paid provider's credential").doesNotContainKey("authorization");
		assertThat(call.bodyText()).doesNotContain("provider_preference");
	}

	@Test
	void anInventedTierMayNameARoute() {
		HttpResponse<String> response = chat("?tier=try-out", body("gpt-4o", ""));
		route(response, "tier-try-out", "simulated");
		assertThat(response.headers().firstValue("x-example")).hasValue("tier-try-out");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "?provider=simulated | | | gpt-4o", " | simulated | | gpt-4o",
			" | | ,\"provider\":\"simulated\" | gpt-4o", " | | | simulated/gpt-4o" })
	void theProviderParameterSelectsItsRoute(String query, String header, String field, String model) {
		String[] headers = (header != null) ? new String[] { "x-sluice-provider", header } : new String[0];
		HttpResponse<String> whole = chat(text(query), body(model, text(field)), headers);
		route(whole, "provider-simulated", "simulated");
		assertThat(whole.headers().firstValue("x-example")).hasValue("provider-simulated");
		HttpResponse<String> stream = chat(text(query), body(model, text(field) + ",\"stream\":true"), headers);
		route(stream, "provider-simulated-streams", "simulated");
		assertThat(stream.headers().firstValue("x-example")).hasValue("provider-simulated-streams");
		assertThat(stream.body()).endsWith("data: [DONE]\n\n");
		assertThat(simulated.log().awaitCalls(2, Duration.ofSeconds(30)))
			.allSatisfy((call) -> assertThat(call.bodyText()).contains("\"model\":\"gpt-4o\""));
	}

	@Test
	void aChangedFileIsAppliedAndABrokenOneIsNot() throws Exception {
		Path file = gateway.home().resolve("config/routes/later.yaml");
		Files.writeString(file, later("first"));
		await((response) -> example(response).equals("first"));
		Files.writeString(file, later("second"));
		await((response) -> example(response).equals("second"));
		Files.writeString(file, later("third").replace("AddResponseHeader", "AddResponseHaeder"));
		Files.writeString(gateway.home().resolve("config/routes/other.yaml"), "routes: [");
		// Two rounds of the watcher and more: the last good set stays.
		long until = System.nanoTime() + Duration.ofMillis(600).toNanos();
		while (System.nanoTime() < until) {
			HttpResponse<String> response = laterModel();
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(example(response)).isEqualTo("second");
		}
		Files.delete(gateway.home().resolve("config/routes/other.yaml"));
		Files.writeString(file, later("fourth"));
		await((response) -> example(response).equals("fourth"));
		Files.delete(file);
		await((response) -> example(response).isEmpty());
	}

	private static void await(Predicate<HttpResponse<String>> wanted) {
		long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
		HttpResponse<String> response = laterModel();
		while (!wanted.test(response)) {
			assertThat(System.nanoTime()).as("the change must be applied; so far: %s", response.headers().map())
				.isLessThan(until);
			assertThat(response.statusCode()).as("calls work all the while").isEqualTo(200);
			response = laterModel();
		}
	}

	private static String example(HttpResponse<String> response) {
		return response.headers().firstValue("x-example").orElse("");
	}

	private static HttpResponse<String> laterModel() {
		return chat("", body("gpt-later", ""));
	}

	private static String later(String value) {
		return """
				routes:
				  - id: later
				    uri: ai://auto
				    predicates:
				      - AiModel=gpt-later
				    filters:
				      - AddResponseHeader=x-example,%s
				""".formatted(value);
	}

	private static void route(HttpResponse<String> response, String route, String provider) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.headers().firstValue("x-sluice-route")).hasValue(route);
		assertThat(response.headers().firstValue("x-sluice-provider")).hasValue(provider);
	}

	private static HttpResponse<String> chat(String query, String body, String... headers) {
		return gateway.post("/v1/chat/completions" + query, body, headers);
	}

	private static String body(String model, String more) {
		return "{\"model\":\"" + model + "\"" + more + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
	}

	private static String text(String value) {
		return (value != null) ? value : "";
	}

}
