package dev.sluice.app;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.simulator.LoggedCall;
import dev.sluice.simulator.SimulatedProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** What routes allow with {@code AiTranslate} when a call crosses dialects. */
@Timeout(60)
class TranslateFilterTests {

	private static final CallBook book = new CallBook();

	private static SimulatedProvider provider;

	private static FixtureUpstream painter;

	private static RunningGateway gateway;

	@BeforeAll
	static void start() throws IOException {
		provider = SimulatedProvider.start();
		painter = new FixtureUpstream();
		Path home = Files.createTempDirectory("sluice-home");
		Files.createDirectories(home.resolve("config/routes"));
		Files.writeString(home.resolve("config/routes/translate.yaml"), """
				routes:
				  - id: narrow
				    uri: ai://group/all
				    predicates: [AiModel=narrow]
				    filters:
				      - name: AiTranslate
				        args: {dialects: [anthropic-messages, openai-responses]}
				  - id: barred
				    uri: ai://group/gemini-only
				    predicates: [AiModel=barred]
				    filters:
				      - name: AiTranslate
				        args: {dialects: anthropic-messages}
				  - id: strict
				    uri: ai://group/gemini-only
				    predicates: [AiModel=strict]
				    filters: [AiTranslate=refuse]
				  - id: strict-pair
				    uri: ai://group/all
				    predicates: [AiModel=strict-pair]
				    filters: [AiTranslate=refuse]
				  - id: capped
				    uri: ai://auto
				    predicates: [AiProvider=*]
				    filters:
				      - name: AiTranslate
				        args: {outputCap: 77}
				groups:
				  gemini-only: [gemini/gemini-2.5-flash]
				  all: [gemini/gemini-2.5-flash, anthropic/claude-sonnet-5-5, openai/gpt-4o]
				""");
		gateway = RunningGateway.startIn(home, book::register, "OPENAI_API_KEY=x",
				"OPENAI_BASE_URL=" + provider.baseUrl() + "/v1",
				"sluice.providers.openai.dialects=openai-chat,openai-responses", "ANTHROPIC_API_KEY=x",
				"ANTHROPIC_BASE_URL=" + provider.baseUrl(), "GEMINI_API_KEY=x",
				"GOOGLE_GEMINI_BASE_URL=" + provider.baseUrl(), "sluice.providers.gemini.dialects=gemini-generate",
				"OLLAMA_HOST=" + provider.baseUrl(), "sluice.providers.ollama.dialects=ollama-chat",
				"OPENROUTER_API_KEY=x", "OPENROUTER_BASE_URL=" + painter.url() + "/v1",
				"sluice.providers.openrouter.dialects=openai-chat");
	}

	@AfterAll
	static void stop() {
		gateway.close();
		provider.close();
		painter.close();
	}

	@AfterEach
	void clear() {
		provider.log().clear();
		CallBook.await(book::allClosed);
		book.clear();
	}

	@Test
	void aDialectThatTheRouteDoesNotAllowIsPassedOver() {
		HttpResponse<String> response = chat("narrow", "");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.headers().firstValue("x-sluice-provider")).hasValue("anthropic");
		assertThat(response.headers().firstValue("x-sluice-attempts")).hasValue("1");
		assertThat(provider.log().calls()).hasSize(1);
	}

	@Test
	void whereNoAllowedDialectIsLeftTheCallIsRefused() {
		HttpResponse<String> response = chat("barred", "");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(PlainHttp.json(response).at("/error/message").asString()).contains("openai-chat to gemini-generate",
				"anthropic-messages");
		assertThat(provider.log().calls()).isEmpty();
	}

	@Test
	void callsThatNeedNoTranslationAreNotTheFiltersConcern() {
		HttpResponse<String> response = gateway.post("/v1beta/models/barred:generateContent",
				"{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatWouldBeLostIsNamedUnlessTheRouteRefusesIt(boolean stream) {
		String fields = "\"logit_bias\":{\"1\":2},\"user\":\"u1\",\"stream\":" + stream + ",";
		HttpResponse<String> dropped = chat("gemini/gemini-2.5-flash", fields);
		assertThat(dropped.statusCode()).as(dropped.body()).isEqualTo(200);
		assertThat(dropped.headers().firstValue("x-sluice-dropped").orElse("").split(",")).contains("logit_bias");
		book.resolved(1);
		assertThat(book.notes()).anyMatch((note) -> note.stage().equals("translate")
				&& note.decision().equals("gemini-generate") && note.detail().contains("logit_bias"));
		HttpResponse<String> refused = chat("strict", fields);
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(PlainHttp.json(refused).at("/error/message").asString()).contains("logit_bias");
		assertThat(provider.log().calls()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatOfAnAnswerTheClientsDialectHasNoPlaceForIsNamed(boolean stream) {
		String picture = "{\"id\":\"1\",\"choices\":[{\"index\":0,\"" + (stream ? "delta" : "message")
				+ "\":{\"content\":\"Here.\",\"images\":[{\"type\":\"image_url\",\"image_url\":"
				+ "{\"url\":\"data:image/png;base64,iVBORw0KGgo=\"}}]},\"finish_reason\":\"stop\"}]}";
		String answer = stream ? "data: " + picture + "\n\ndata: [DONE]\n\n" : picture;
		painter.answer(stream ? "text/event-stream" : "application/json", answer.getBytes(StandardCharsets.UTF_8), 4096,
				Map.of());
		HttpResponse<String> response = gateway.post("/v1/messages",
				"{\"model\":\"openrouter/painter\",\"max_tokens\":9,\"stream\":" + stream
						+ ",\"messages\":[{\"role\":\"user\",\"content\":\"Paint\"}]}");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.body()).contains("Here.").doesNotContain("iVBOR");
		assertThat(response.headers().firstValue("x-sluice-dropped")).hasValue("answer.image");
		book.resolved(1);
		assertThat(book.notes()).anyMatch((note) -> note.stage().equals("translate") && note.decision().equals("answer")
				&& note.detail().equals("answer.image"));
	}

	@Test
	void aStrictRouteTakesWhatLosesNothing() {
		HttpResponse<String> response = chat("strict", "\"temperature\":0.5,");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.headers().firstValue("x-sluice-dropped")).isEmpty();
	}

	@Test
	void aStrictRouteGoesToTheFirstCandidateThatLosesNothing() {
		HttpResponse<String> response = chat("strict-pair", "\"logit_bias\":{\"1\":2},");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.headers().firstValue("x-sluice-provider")).hasValue("openai");
		assertThat(provider.log().calls()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "anthropic/claude-sonnet-5-5||/max_tokens|77",
			"anthropic/claude-sonnet-5-5|\"max_tokens\":50,|/max_tokens|50",
			"anthropic/claude-sonnet-5-5|\"max_completion_tokens\":500,|/max_tokens|500",
			"gemini/gemini-2.5-flash||/generationConfig/maxOutputTokens|77", "ollama/llama3.2||/options/num_predict|77",
			"openai/gpt-4o||/max_tokens|-1", "openai/gpt-4o||/max_completion_tokens|-1" })
	void theRoutesOutputCapHoldsForTranslatedCallsWithoutOne(String model, String field, String pointer, int cap) {
		HttpResponse<String> response = chat(model, (field != null) ? field : "");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(sent().at(pointer).asInt(-1)).isEqualTo(cap);
	}

	@Test
	void whatRefersToAStoredConversationIsRefusedOnlyWhereItWouldCross() {
		String stored = "\"input\":\"hello\",\"previous_response_id\":\"resp_1\"}";
		HttpResponse<String> crossing = gateway.post("/v1/responses",
				"{\"model\":\"anthropic/claude-sonnet-5-5\"," + stored);
		assertThat(crossing.statusCode()).isEqualTo(400);
		assertThat(PlainHttp.json(crossing).at("/error/param").asString()).isEqualTo("previous_response_id");
		assertThat(provider.log().calls()).isEmpty();
		HttpResponse<String> passing = gateway.post("/v1/responses", "{\"model\":\"strict-pair\"," + stored);
		assertThat(passing.statusCode()).as(passing.body()).isEqualTo(200);
		assertThat(passing.headers().firstValue("x-sluice-provider")).hasValue("openai");
		assertThat(sent().at("/previous_response_id").asString()).isEqualTo("resp_1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "AiTranslate=keep", "{name: AiTranslate, args: {dialects: latin}}",
			"{name: AiTranslate, args: {outputCap: many}}", "{name: AiTranslate, args: {strict: true}}" })
	void whatTheFilterDoesNotKnowIsRefusedWithItsRoute(String filter) {
		HttpResponse<String> response = gateway.send(gateway.request("/admin/api/v1/routes/validate")
			.header("content-type", "application/yaml")
			.POST(java.net.http.HttpRequest.BodyPublishers.ofString("""
					routes:
					  - id: wrong
					    uri: ai://auto
					    predicates: [AiModel=x]
					    filters: [%s]
					""".formatted(filter))));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.body()).contains("\"valid\":false", "AiTranslate");
	}

	private static JsonNode sent() {
		LoggedCall call = provider.log().awaitCalls(1, Duration.ofSeconds(30)).get(0);
		return JsonMapper.shared().readTree(call.body());
	}

	private static HttpResponse<String> chat(String model, String fields) {
		return gateway.post("/v1/chat/completions",
				"{\"model\":\"" + model + "\"," + fields + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
	}

}
