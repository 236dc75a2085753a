package dev.sluice.simulator;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each endpoint answers in its own shape.
 */
class EndpointTests extends SimulatorTestSupport {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final String CONTENTS = """
			{"contents":[{"role":"user","parts":[{"text":"hello"}]}]}""";

	private static final String TOOLS = """
			"tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT","properties":{"x":{"type":"INTEGER"}}}}]}]""";

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					/v1/completions      | {"model":"m","prompt":"hello"}                       | /choices/0/text
					/v1/embeddings       | {"model":"m","input":["a","b"]}                      | /data/1/embedding/7
					/v1/images/generations | {"prompt":"x","response_format":"url"}             | /data/0/url
					/v1/moderations      | {"input":"x"}                                        | /results/0/category_scores/hate
					/v1/rerank           | {"model":"m","query":"q","documents":["a","b"],"top_n":1} | /results/0/relevance_score
					/v1/messages/count_tokens | {"model":"m","messages":[{"role":"user","content":"x"}]} | /input_tokens
					/v1beta/models/m:countTokens | {"contents":[{"parts":[{"text":"x"}]}]}      | /totalTokens
					/v1beta/models/m:embedContent | {"content":{"parts":[{"text":"x"}]},"outputDimensionality":3} | /embedding/values/2
					/v1beta/models/m:batchEmbedContents | {"requests":[{"content":{"parts":[{"text":"x"}]}}]} | /embeddings/0/values/7
					/api/embed           | {"model":"m","input":"x"}                            | /embeddings/0/7
					/api/generate        | {"model":"m","prompt":"x","stream":false}            | /eval_count
					/api/chat            | {"model":"m","messages":[{"role":"user","content":"x"}],"stream":false} | /message/content
					""")
	void answersOneJson(String path, String body, String pointer) throws Exception {
		HttpResponse<String> answer = post(path, body);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(MAPPER.readTree(answer.body()).at(pointer).isMissingNode()).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/v1/models         | /data/0/owned_by
			/v1/models/any     | /owned_by
			/v1beta/models     | /models/0/supportedGenerationMethods
			/api/tags          | /models/0/digest
			/api/version       | /version
			""")
	void listsModels(String path, String pointer) throws Exception {
		assertThat(MAPPER.readTree(get(path).body()).at(pointer).isMissingNode()).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			/v1/chat/completions | {"model":"m"}        | 400 | 'messages'
			/v1/chat/completions | {"messages":[]}      | 400 | 'model'
			/v1/chat/completions | []                   | 400 | not a JSON object
			/v1/chat/completions | {                    | 400 | not JSON
			/v1/messages         | {"model":"m","messages":[]} | 400 | 'max_tokens'
			/v1/nothing          | {}                   | 404 | does not know this path
			""")
	void refusesWhatTheRealOnesRefuse(String path, String body, int status, String complaint) throws Exception {
		HttpResponse<String> answer = post(path, body);
		assertThat(answer.statusCode()).isEqualTo(status);
		assertThat(answer.body()).contains(complaint);
	}

	@Test
	void streamsCompletionsToDone() throws Exception {
		assertThat(post("/v1/completions", """
				{"model":"sim+tokens=2","prompt":"x","stream":true}""").body()).contains("\"text\":\"This\"")
			.endsWith("data: [DONE]\n\n");
	}

	@Test
	void streamsGeminiWithCrlf() throws Exception {
		HttpResponse<String> answer = post("/v1beta/models/sim+tokens=2:streamGenerateContent?alt=sse", CONTENTS);
		assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
		assertThat(answer.body().split("\r\n\r\n")).hasSize(3).allMatch((event) -> event.startsWith("data: {"));
	}

	@Test
	void streamsGeminiAsAnArray() throws Exception {
		JsonNode chunks = MAPPER.readTree(post("/v1beta/models/sim+tokens=2:streamGenerateContent", CONTENTS).body());
		assertThat(chunks.size()).isEqualTo(3);
		assertThat(chunks.at("/2/usageMetadata/candidatesTokenCount").asInt()).isEqualTo(2);
	}

	@Test
	void callsGeminiTools() throws Exception {
		JsonNode answer = MAPPER.readTree(
				post("/v1beta/models/sim:generateContent", CONTENTS.replaceFirst("}$", "," + TOOLS + "}")).body());
		assertThat(answer.at("/candidates/0/content/parts/0/functionCall/args/x").asInt()).isEqualTo(1);
	}

	@Test
	void streamsOllamaByDefault() throws Exception {
		HttpResponse<String> answer = post("/api/chat", """
				{"model":"sim+tokens=3","messages":[{"role":"user","content":"x"}]}""");
		assertThat(answer.headers().firstValue("content-type")).contains("application/x-ndjson");
		assertThat(answer.body().lines()).hasSize(4).last().asString().contains("\"done\":true", "\"eval_count\":3");
	}

	@Test
	void answersTextWhenTheToolHasAnswered() throws Exception {
		String body = post("/v1/chat/completions", """
				{"model":"m","tools":[{"type":"function","function":{"name":"f"}}],"messages":[
				{"role":"user","content":"x"},{"role":"assistant","tool_calls":[]},
				{"role":"tool","tool_call_id":"c","content":"rain"}]}""").body();
		assertThat(body).contains("The tool answered: rain", "\"finish_reason\":\"stop\"");
	}

	@Test
	void fitsAnswersToASchema() throws Exception {
		JsonNode answer = MAPPER.readTree(post("/v1/chat/completions",
				"""
						{"model":"m","messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema",
						"json_schema":{"name":"n","schema":{"type":"object","properties":{"day":{"enum":["mon","tue"]},
						"list":{"type":"array","items":{"$ref":"#/$defs/n"}},"maybe":{"anyOf":[{"type":"boolean"},{"type":"null"}]}},
						"$defs":{"n":{"type":"integer","minimum":4}}}}}}""")
			.body());
		assertThat(answer.at("/choices/0/message/content").asString())
			.isEqualTo("{\"day\":\"mon\",\"list\":[4],\"maybe\":true}");
	}

	@Test
	void readsMultipartInAnyOrder() throws Exception {
		String form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\nRIFF\r\n"
				+ "--b\r\nContent-Disposition: form-data; name=\"response_format\"\r\n\r\nsrt\r\n"
				+ "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nsim\r\n--b--\r\n";
		assertThat(form("/v1/audio/transcriptions", form)).startsWith("1\n00:00:00");
		assertThat(form("/v1/audio/translations", form.replace("srt", "json"))).contains("\"text\":");
		assertThat(form("/v1/images/edits", form.replace("response_format", "prompt"))).contains("b64_json");
	}

	private String form(String path, String form) throws Exception {
		return this.client
			.send(request(path).header("content-type", "multipart/form-data; boundary=b")
				.POST(HttpRequest.BodyPublishers.ofString(form))
				.build(), HttpResponse.BodyHandlers.ofString())
			.body();
	}

	@Test
	void speaksInBytes() throws Exception {
		HttpResponse<byte[]> answer = this.client.send(
				json("/v1/audio/speech", "{\"model\":\"m\",\"input\":\"x\",\"voice\":\"v\"}"),
				HttpResponse.BodyHandlers.ofByteArray());
		assertThat(answer.headers().firstValue("content-type")).contains("audio/mpeg");
		assertThat(answer.body()).hasSize(1644).startsWith('R', 'I', 'F', 'F');
	}

	@Test
	void greetsClaudeCode() throws Exception {
		HttpRequest hello = request("/api/hello").method("HEAD", HttpRequest.BodyPublishers.noBody()).build();
		assertThat(this.client.send(hello, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(200);
	}

}
