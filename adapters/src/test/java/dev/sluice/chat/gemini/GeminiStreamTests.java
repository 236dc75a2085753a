package dev.sluice.chat.gemini;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Dialect;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.CodecChecks;
import dev.sluice.chat.Crossing;
import dev.sluice.chat.ollama.OllamaChatCodec;

import static org.assertj.core.api.Assertions.assertThat;

class GeminiStreamTests {

	private static final GeminiGenerateCodec GEMINI = new GeminiGenerateCodec();

	private static final OllamaChatCodec OLLAMA = new OllamaChatCodec();

	private static final List<String> CHUNKS = List.of("""
			{"candidates":[{"content":{"role":"model","parts":[{"text":"hm","thought":true}]},"index":0}],\
			"usageMetadata":{"promptTokenCount":9,"totalTokenCount":9},"modelVersion":"g","responseId":"r"}""", """
			{"candidates":[{"content":{"role":"model","parts":[{"text":"Hé 😀"}]},"finishReason":"STOP","index":0}]}""",
			"""
					{"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"f","args":{}},\
					"thoughtSignature":"c2ln"}]},"index":0}]}""", """
					{"candidates":[{"content":{"role":"model","parts":[{"text":""}]},"finishReason":"STOP","index":0}],\
					"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":4,"thoughtsTokenCount":20,\
					"totalTokenCount":33}}""");

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r", "\r\n" })
	void sseReachesAnOllamaClient(String lineEnd) {
		StringBuilder stream = new StringBuilder();
		CHUNKS.forEach((chunk) -> stream.append("data: ").append(chunk).append(lineEnd).append(lineEnd));
		check(CodecChecks.stream(crossing(OLLAMA), Dialect.GEMINI_GENERATE, "text/event-stream", stream.toString(),
				CodecChecks.FRAME));
	}

	@Test
	void aListReachesAnOllamaClient() {
		String stream = "[" + String.join("\n,\r\n", CHUNKS) + "\n]\n";
		check(CodecChecks.stream(crossing(OLLAMA), Dialect.GEMINI_GENERATE, "application/json", stream,
				CodecChecks.FRAME));
	}

	private static void check(String out) {
		List<JsonNode> lines = CodecChecks.lines(out);
		assertThat(lines).hasSize(4);
		assertThat(lines.get(0).at("/message/thinking").asString()).isEqualTo("hm");
		assertThat(lines.get(1).at("/message/content").asString()).isEqualTo("Hé 😀");
		assertThat(lines.get(2).at("/message/tool_calls")).isEqualTo(CodecChecks.tree("""
				[{"function":{"name":"f","arguments":{}}}]"""));
		JsonNode last = lines.get(3);
		assertThat(last.path("done").asBoolean()).isTrue();
		assertThat(last.path("done_reason").asString()).isEqualTo("stop");
		assertThat(last.path("prompt_eval_count").asInt()).isEqualTo(9);
		assertThat(last.path("eval_count").asInt()).isEqualTo(24);
	}

	@Test
	void ownStreamsKeepSealsThroughTheHub() {
		String stream = "data: " + String.join("\n\ndata: ", CHUNKS) + "\n\n";
		String out = CodecChecks.stream(crossing(GEMINI), Dialect.GEMINI_GENERATE, "text/event-stream", stream,
				CodecChecks.FRAME);
		assertThat(out).contains("\"functionCall\":{\"name\":\"f\",\"args\":{}},\"thoughtSignature\":\"c2ln\"");
		assertThat(CodecChecks.data(out)).allSatisfy((chunk) -> {
			assertThat(chunk.path("modelVersion").asString()).isEqualTo("g");
			assertThat(chunk.path("responseId").asString()).isEqualTo("r");
		});
	}

	@Test
	void clientsThatWantAListGetOne() {
		AnswerFrame frame = new AnswerFrame("req-1", null, "asked-model", 1, true, true);
		String stream = "data: " + String.join("\n\ndata: ", CHUNKS) + "\n\n";
		JsonNode list = CodecChecks
			.tree(CodecChecks.stream(crossing(GEMINI), Dialect.GEMINI_GENERATE, "text/event-stream", stream, frame));
		assertThat(list.size()).isEqualTo(4);
		assertThat(list.get(3).at("/candidates/0/finishReason").asString()).isEqualTo("STOP");
		JsonNode failed = CodecChecks.tree(CodecChecks.stream(crossing(GEMINI), Dialect.GEMINI_GENERATE,
				"text/event-stream", "data: " + CHUNKS.get(0) + "\n\n", frame));
		assertThat(failed.get(1).at("/error/code").asInt()).isGreaterThanOrEqualTo(500);
	}

	@Test
	void aSealOnALaterEmptyTextIsKept() {
		String out = CodecChecks.stream(crossing(GEMINI), Dialect.GEMINI_GENERATE, "text/event-stream",
				"""
						data: {"candidates":[{"content":{"parts":[{"text":"a"}]}}]}

						data: {"candidates":[{"content":{"parts":[{"text":"","thoughtSignature":"c2ln"}]},"finishReason":"STOP"}]}

						""",
				CodecChecks.FRAME);
		assertThat(out).contains("{\"text\":\"\",\"thoughtSignature\":\"c2ln\"}");
	}

	@Test
	void blockedPromptsAndFailuresEndAsSuch() {
		String blocked = CodecChecks.stream(crossing(GEMINI), Dialect.GEMINI_GENERATE, "text/event-stream",
				"data: {\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}\r\n\r\n", CodecChecks.FRAME);
		assertThat(blocked).contains("\"finishReason\":\"SAFETY\"");
		String malformed = CodecChecks.stream(crossing(OLLAMA), Dialect.GEMINI_GENERATE, "text/event-stream",
				"data: {\"candidates\":[{\"finishReason\":\"MALFORMED_FUNCTION_CALL\"}]}\r\n\r\n", CodecChecks.FRAME);
		assertThat(malformed).contains("\"error\"").doesNotContain("\"done\":true");
		String error = CodecChecks.stream(crossing(OLLAMA), Dialect.GEMINI_GENERATE, "application/json",
				"[{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}]}\n,\n"
						+ "{\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}]",
				CodecChecks.FRAME);
		assertThat(error).contains("busy").doesNotContain("\"done\":true");
	}

	private static Crossing crossing(dev.sluice.chat.DialectCodec client) {
		ChatRequest request = CodecChecks.request(GEMINI, "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]}]}");
		return Crossing.begin(client, GEMINI, request, CodecChecks.target(Dialect.GEMINI_GENERATE), true);
	}

}
