package dev.sluice.app;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Providers that are described in YAML alone, the documentation's example among them. */
@Timeout(30)
class CustomProviderTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String WHOLE = """
			{"output":{"text":["Good ","day"],"why":"length"},"usage":{"in":11,"out":7},"error":null}""";

	private static final String STREAM = """
			: hello

			data: {"token":"Good "}

			data: {"token":"day"}

			data: {"token":"","why":"length","out":7}

			data: [DONE]

			""";

	private static final String LINES = """
			{"said":"Good ","usage":{"in":11}}
			{"said":"Good day"}
			{"said":"Good day","usage":{"out":7},"done":true,"why":"eos"}
			""";

	private static FixtureUpstream upstream;

	private static RunningGateway gateway;

	@BeforeAll
	static void start() throws IOException {
		upstream = new FixtureUpstream();
		List<String> examples = examples();
		Path home = Files.createTempDirectory("sluice-home");
		Path acme = Files.writeString(home.resolve("acme.yaml"), examples.get(1));
		Path lines = Files.writeString(home.resolve("lines.yaml"), """
				path: /say
				request:
				  /messages: messages
				  /system: system
				  /stream: stream
				finish-words: {eos: stop}
				answer: {text: /said}
				stream:
				  framing: ndjson
				  text: /said
				  finish: /why
				  input-tokens: /usage/in
				  output-tokens: /usage/out
				  end-flag: /done
				  cumulative: true
				""");
		Path whole = Files.writeString(home.resolve("whole.yaml"), """
				path: /say
				request: {/q: last-message}
				answer: {text: /output/text}
				""");
		Path jobs = Files.writeString(home.resolve("jobs.yaml"), examples.get(2));
		Path settings = Files.writeString(home.resolve("application.yml"),
				examples.get(0)
					.replace("https://api.acme.example", upstream.url())
					.replace("/etc/sluice/acme.yaml", acme.toString()));
		gateway = RunningGateway.startIn(home, "spring.config.additional-location=" + settings.toUri(),
				"ACME_API_KEY=acme-secret", "sluice.providers.lines.type=custom",
				"sluice.providers.lines.base-url=" + upstream.url(), "sluice.providers.lines.keyless=true",
				"sluice.providers.lines.description=" + lines, "sluice.providers.whole.type=custom",
				"sluice.providers.whole.base-url=" + upstream.url(), "sluice.providers.whole.keyless=true",
				"sluice.providers.whole.description=" + whole, "sluice.providers.jobs.type=custom",
				"sluice.providers.jobs.base-url=" + upstream.url(), "JOBS_API_KEY=job-secret",
				"sluice.providers.jobs.description=" + jobs);
	}

	/** What the page says, as it stands there: the settings, and the description. */
	private static List<String> examples() throws IOException {
		Matcher blocks = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL)
			.matcher(Files.readString(Path.of("../docs/custom-providers.md")));
		return blocks.results().map((block) -> block.group(1)).toList();
	}

	@AfterAll
	static void stop() {
		gateway.close();
		upstream.close();
	}

	@Test
	void theDocumentationsExampleAnswersWhole() {
		answer("application/json", WHOLE);
		HttpResponse<String> response = gateway.post("/v1/chat/completions", """
				{"model":"acme/acme-large","max_tokens":20,"temperature":0.5,"seed":4,
				 "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}],
				 "messages":[{"role":"user","content":"Hi"}]}""");
		FixtureUpstream.Received sent = upstream.received();
		assertThat(sent.uri()).isEqualTo("/models/acme-large/generate");
		assertThat(sent.headers()).containsEntry("x-api-key", "acme-secret")
			.containsEntry("content-type", "application/json")
			.doesNotContainKey("authorization");
		assertThat(JSON.readTree(sent.body())).isEqualTo(JSON.readTree("""
				{"inputs":"Hi","parameters":{"details":true,"max_new_tokens":20,"temperature":0.5}}"""));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		JsonNode body = PlainHttp.json(response);
		assertThat(body.at("/choices/0/message/content").asString()).isEqualTo("Good day");
		assertThat(body.at("/choices/0/finish_reason").asString()).isEqualTo("length");
		assertThat(body.at("/usage/prompt_tokens").asInt()).isEqualTo(11);
		assertThat(body.at("/usage/completion_tokens").asInt()).isEqualTo(7);
		assertThat(response.headers().firstValue("x-sluice-dropped").orElse("")).contains("seed", "tools");
		assertThat(row(response)).containsEntry("model", "acme-large")
			.containsEntry("provider", "acme")
			.containsEntry("prompt_tokens", 11)
			.containsEntry("completion_tokens", 7)
			.containsEntry("success", true);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/event-stream", "application/octet-stream" })
	void theDocumentationsExampleStreams(String contentType) {
		answer(contentType, STREAM);
		HttpResponse<String> response = gateway.post("/v1/messages",
				"""
						{"model":"acme/acme-large","max_tokens":20,"stream":true,"messages":[{"role":"user","content":"Hi"}]}""");
		assertThat(upstream.received().uri()).isEqualTo("/models/acme-large/generate_stream");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
		assertThat(response.body())
			.contains("\"text\":\"Good \"", "\"text\":\"day\"", "\"stop_reason\":\"max_tokens\"", "\"output_tokens\":7")
			.endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
		assertThat(row(response)).containsEntry("completion_tokens", 7);
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/x-ndjson", "application/json", "text/plain; charset=utf-8" })
	void linesOfJsonStreamWhateverTheirContentTypeSays(String contentType) {
		answer(contentType, LINES);
		HttpResponse<String> response = gateway.post("/v1/chat/completions", """
				{"model":"lines/any","stream":true,"stream_options":{"include_usage":true},
				 "messages":[{"role":"system","content":"Be kind"},{"role":"user","content":"Hi"}]}""");
		assertThat(JSON.readTree(upstream.received().body())).isEqualTo(JSON.readTree("""
				{"messages":[{"role":"user","content":"Hi"}],"system":"Be kind","stream":true}"""));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.body())
			.contains("\"content\":\"Good \"", "\"content\":\"day\"", "\"finish_reason\":\"stop\"",
					"\"prompt_tokens\":11", "\"completion_tokens\":7")
			.endsWith("data: [DONE]\n\n");
		assertThat(row(response)).containsEntry("prompt_tokens", 11).containsEntry("completion_tokens", 7);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "200|{\"error\":{\"message\":\"out of cheese\"}}|502|out of cheese",
					"200|{\"answer\":1}|502|/output/text", "200|no json|502|acme",
					"422|{\"detail\":\"out of cheese\"}|422|out of cheese",
					"401|{\"detail\":\"who are you\"}|502|credential", "503|busy|503|busy" })
	void failuresAreToldInTheClientsWords(int status, String body, int told, String words) {
		upstream.answer("application/json", body.getBytes(StandardCharsets.UTF_8), 4096, Map.of());
		upstream.status(status);
		HttpResponse<String> response = gateway.post("/v1/messages", """
				{"model":"acme/acme-large","max_tokens":20,"messages":[{"role":"user","content":"Hi"}]}""");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(told);
		assertThat(PlainHttp.json(response).at("/type").asString()).isEqualTo("error");
		assertThat(PlainHttp.json(response).at("/error/message").asString()).contains(words);
	}

	@Test
	void anErrorInTheMiddleOfAStreamIsTheClientsErrorEvent() {
		answer("text/event-stream", STREAM.replace("{\"token\":\"day\"}", "{\"error\":\"out of cheese\"}"));
		upstream.pauseBehind(STREAM.indexOf("data: {\"token\":\"day\"}"));
		HttpResponse<String> response = gateway.post("/v1/messages",
				"""
						{"model":"acme/acme-large","max_tokens":20,"stream":true,"messages":[{"role":"user","content":"Hi"}]}""");
		assertThat(response.body()).contains("\"text\":\"Good \"", "event: error\n", "out of cheese")
			.doesNotContain("message_stop");
	}

	@Test
	void aStreamWithoutItsEndMarkIsAFailureAndBilledForWhatCame() {
		answer("text/event-stream", STREAM.substring(0, STREAM.indexOf("data: {\"token\":\"\"")));
		upstream.pauseBehind(STREAM.indexOf("data: {\"token\":\"day\"}"));
		HttpResponse<String> response = gateway.post("/v1/chat/completions", """
				{"model":"acme/acme-large","stream":true,"messages":[{"role":"user","content":"Hi"}]}""");
		assertThat(response.body()).contains("\"content\":\"day\"", "data: {\"error\":{").doesNotContain("[DONE]");
		assertThat(row(response)).containsEntry("completion_tokens", 2).containsEntry("success", false);
	}

	@Test
	void whereNoStreamIsDescribedNoneCanBeAsked() {
		HttpResponse<String> response = gateway.post("/v1/chat/completions", """
				{"model":"whole/any","stream":true,"messages":[{"role":"user","content":"Hi"}]}""");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(PlainHttp.json(response).at("/error/param").asString()).isEqualTo("stream");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void anAnswerIsAskedForUntilItIsReady(boolean stream) {
		upstream.answersInTurn("{\"id\":\"j/1\",\"state\":\"queued\"}", """
				{"state":"done","output":{"text":"Good day"},"usage":{"in":11,"out":7}}""");
		HttpResponse<String> response = gateway.post("/v1/messages",
				"{\"model\":\"jobs/any\",\"max_tokens\":20,\"stream\":" + stream
						+ ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.body()).contains("\"text\":\"Good day\"", "\"output_tokens\":7");
		if (stream) {
			assertThat(response.body()).endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
		}
		FixtureUpstream.Received submitted = upstream.received();
		assertThat(submitted.uri()).isEqualTo("/jobs");
		assertThat(JSON.readTree(submitted.body())).isEqualTo(JSON.readTree("{\"prompt\":\"Hi\"}"));
		FixtureUpstream.Received asked = upstream.received();
		assertThat(asked.method() + " " + asked.uri()).isEqualTo("GET /jobs/j%2F1");
		assertThat(asked.headers()).containsEntry("authorization", "Bearer job-secret");
		assertThat(row(response)).containsEntry("prompt_tokens", 11).containsEntry("completion_tokens", 7);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{'id':1,'state':'failed','message':'out of cheese'}|out of cheese",
					"{'id':1,'state':'failed'}|The job ended as 'failed'.", "{'state':'queued'}|no job's id at /id",
					"{'id':1,'state':'done'}|/output/text" })
	void aJobThatComesToNothingIsAFailure(String answer, String words) {
		upstream.answersInTurn(answer.replace('\'', '"'));
		HttpResponse<String> response = gateway.post("/v1/chat/completions",
				"{\"model\":\"jobs/any\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(502);
		assertThat(PlainHttp.json(response).at("/error/message").asString()).contains(words);
	}

	@Test
	void aJobIsEndedWhenItsClientLeaves() throws Exception {
		upstream.answersInTurn("{\"id\":77,\"state\":\"queued\"}");
		try (RawClient client = new RawClient(gateway)) {
			client.send(RawClient.call("/v1/chat/completions",
					"{\"model\":\"jobs/any\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"));
			upstream.received();
			assertThat(upstream.received().uri()).isEqualTo("/jobs/77");
		}
		FixtureUpstream.Received last = upstream.received();
		while (last.method().equals("GET")) {
			last = upstream.received();
		}
		assertThat(last.method() + " " + last.uri()).isEqualTo("DELETE /jobs/77");
	}

	@Test
	void itsModelsAreListed() {
		assertThat(gateway.get("/v1/models").body()).contains("acme/acme-large");
	}

	private static void answer(String contentType, String body) {
		upstream.answer(contentType, body.getBytes(StandardCharsets.UTF_8), 4096, Map.of());
	}

	/** The call's row in the ledger, once it is booked. */
	private static Map<String, Object> row(HttpResponse<String> response) {
		String id = response.headers().firstValue("x-request-id").orElseThrow();
		JsonNode[] found = new JsonNode[1];
		CallBook.await(() -> {
			LockSupport.parkNanos(20_000_000);
			for (JsonNode row : PlainHttp.json(gateway.get("/admin/api/v1/requests?limit=20")).at("/data")) {
				found[0] = row.path("request_id").asString().equals(id) ? row : found[0];
			}
			return found[0] != null;
		});
		assertThat(found[0]).as("row of " + id).isNotNull();
		return JSON.convertValue(found[0], new tools.jackson.core.type.TypeReference<Map<String, Object>>() {
		});
	}

}
