package dev.sluice.chat.ollama;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Dialect;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.chat.ChatAnswer;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.CodecChecks;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Crossing;
import dev.sluice.chat.Effort;
import dev.sluice.chat.Extras;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.Message;
import dev.sluice.chat.Output;
import dev.sluice.chat.Reasoning;
import dev.sluice.chat.Role;
import dev.sluice.chat.Sampling;
import dev.sluice.chat.Tool;
import dev.sluice.chat.ToolChoice;
import dev.sluice.chat.Tooling;
import dev.sluice.chat.WrittenRequest;
import dev.sluice.chat.gemini.GeminiGenerateCodec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OllamaChatCodecTests {

	private static final OllamaChatCodec CODEC = new OllamaChatCodec();

	private static final GeminiGenerateCodec GEMINI = new GeminiGenerateCodec();

	@ParameterizedTest
	@ValueSource(strings = { """
			{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":false}""",
			"""
					{"model":"m","messages":[{"role":"system","content":"Be kind."},
					{"role":"user","content":"What?","images":["iVBORw0KGgo="]},
					{"role":"assistant","content":"","thinking":"hm","tool_calls":[
					{"function":{"index":0,"name":"f","arguments":{"x":1.0}}},{"id":"call_1","function":{"name":"f","arguments":{}}}]},
					{"role":"tool","tool_name":"f","content":"sun"},
					{"role":"tool","tool_call_id":"call_1","content":"rain"}],
					"tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"}}}],
					"format":{"type":"object"},"options":{"num_ctx":4096,"num_predict":10,"temperature":0.1,"top_k":3,
					"top_p":0.5,"min_p":0.1,"seed":7,"stop":["a"],"repeat_penalty":1.1},"think":"high","keep_alive":"5m",
					"logprobs":true,"top_logprobs":2,"stream":true}""",
			"""
					{"model":"m","messages":[{"role":"user","content":"Hi"}],"format":"json","think":true,"keep_alive":-1,
					"stream":true}""",
			"""
					{"model":"m","messages":[{"role":"user","content":"Hi"}],"think":false,"stream":true}""" })
	void ownRequestsComeBackEqual(String json) {
		CodecChecks.requestComesBack(CODEC, json);
	}

	@ParameterizedTest
	@ValueSource(strings = { """
			{"model":"q","created_at":"2026-11-20T10:00:00.123456Z","message":{"role":"assistant","content":"Hi",
			"thinking":"hm"},"done":true,"done_reason":"stop","total_duration":900000000,"load_duration":1,
			"prompt_eval_count":12,"prompt_eval_duration":2,"eval_count":5,"eval_duration":3}""", """
			{"model":"q","created_at":"2026-11-20T10:00:00Z","message":{"role":"assistant","content":"",
			"tool_calls":[{"function":{"index":0,"name":"f","arguments":{"x":1}}}]},"done":true,"done_reason":"load",
			"logprobs":[{"token":"a","logprob":-0.5,"bytes":[97],"top_logprobs":[]}]}""" })
	void ownAnswersComeBackEqual(String json) {
		CodecChecks.answerComesBack(CODEC, json);
	}

	@Test
	void streamsUnlessToldNotTo() {
		ChatRequest request = CodecChecks.request(CODEC, "{\"model\":\"m\",\"messages\":[{\"content\":\"a\"}]}");
		assertThat(request.output().streamed()).isTrue();
	}

	@Test
	void aPromptCountThatIsAbsentIsUnknown() {
		ChatAnswer answer = answer("""
				{"model":"q","message":{"content":"a"},"done":true,"eval_count":5}""");
		assertThat(answer.usage()).isEqualTo(Usage.of(-1, 5));
		assertThat(answer.choices().get(0).finish().reason()).isEqualTo(FinishReason.OTHER);
	}

	@Test
	void errorsAreNoAnswers() {
		assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> answer("{\"error\":\"no such model\"}"))
			.withMessageContaining("no such model");
		assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> answer("{\"model\":\"q\"}"));
	}

	@Test
	void aConversationFromGeminiIsWritten() {
		WrittenRequest written = CODEC.writeRequest(
				CodecChecks.request(GEMINI,
						"""
								{"systemInstruction":{"parts":[{"text":"Be kind."},{"text":"Be brief."}]},
								"contents":[{"role":"user","parts":[{"text":"Look"},
								{"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="}}]},
								{"role":"model","parts":[{"functionCall":{"name":"f","args":{"x":1}},"thoughtSignature":"c2ln"}]},
								{"role":"user","parts":[{"functionResponse":{"name":"f","response":{"output":"sun"}}},{"text":"And?"}]}],
								"safetySettings":[],"generationConfig":{"maxOutputTokens":9,"topK":3,
								"thinkingConfig":{"thinkingBudget":0}}}"""),
				CodecChecks.target(Dialect.OLLAMA_CHAT));
		assertThat(CodecChecks.tree(written.body())).isEqualTo(CodecChecks.tree("""
				{"model":"m","messages":[{"role":"system","content":"Be kind.\\n\\nBe brief."},
				{"role":"user","content":"Look","images":["iVBORw0KGgo="]},
				{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":{"x":1}}}]},
				{"role":"tool","content":"sun","tool_name":"f"},{"role":"user","content":"And?"}],
				"options":{"num_predict":9,"top_k":3},"think":false,"stream":false}"""));
		assertThat(written.dropped().names()).containsExactly("contents.parts.thought", "safetySettings");
	}

	@Test
	void effortsAndChoicesAreSaidAsFarAsThereAreWords() {
		List<Tool> tools = List.of(new Tool.Function("f", null, null, null, null, Extras.NONE),
				new Tool.Function("g", null, null, null, null, Extras.NONE));
		ToolChoice named = new ToolChoice(ToolChoice.Mode.NAMED, List.of("g"));
		WrittenRequest written = CODEC.writeRequest(request(new Tooling(tools, named, null), Reasoning.of(Effort.MAX)),
				CodecChecks.target(Dialect.OLLAMA_CHAT));
		JsonNode body = CodecChecks.tree(written.body());
		assertThat(body.path("think").asString()).isEqualTo("high");
		assertThat(body.at("/tools").size()).isEqualTo(1);
		assertThat(body.at("/tools/0/function/parameters/type").asString()).isEqualTo("object");
		assertThat(written.dropped().names()).containsExactly("tool_choice");
		WrittenRequest none = CODEC.writeRequest(
				request(new Tooling(tools, ToolChoice.of(ToolChoice.Mode.NONE), null), Reasoning.UNSET),
				CodecChecks.target(Dialect.OLLAMA_CHAT));
		assertThat(CodecChecks.tree(none.body()).has("tools")).isFalse();
	}

	@Test
	void imagesByAddressAndSeveralAnswersAreRefused() {
		ChatRequest many = new ChatRequest(Dialect.OPENAI_CHAT, "x", List.of(user()), Tooling.NONE,
				new Output(-1, List.of(), 2L, null, null, null, null, null, null), Sampling.UNSET, Reasoning.UNSET,
				null, null, Extras.NONE);
		assertThatExceptionOfType(GatewayException.class)
			.isThrownBy(() -> CODEC.writeRequest(many, CodecChecks.target(Dialect.OLLAMA_CHAT)))
			.withMessageContaining("'n'");
	}

	@Test
	void theStreamOfAnOllamaServerReachesAGeminiClient() {
		String out = CodecChecks.stream(toOllama(), Dialect.OLLAMA_CHAT, "application/x-ndjson",
				"""
						{"model":"q","created_at":"2026-11-20T10:00:00.1Z","message":{"role":"assistant","content":"","thinking":"hm"},"done":false}
						{"model":"q","created_at":"2026-11-20T10:00:00.1Z","message":{"role":"assistant","content":"Hé 😀"},"done":false}
						{"model":"q","created_at":"2026-11-20T10:00:00.1Z","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":{"x":9007199254740993}}},{"function":{"name":"f","arguments":{}}}]},"done":false}
						{"model":"q","created_at":"2026-11-20T10:00:00.1Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":12,"eval_count":5}
						""",
				CodecChecks.FRAME);
		List<JsonNode> chunks = CodecChecks.data(out);
		assertThat(chunks).hasSize(5);
		assertThat(chunks.get(0).at("/candidates/0/content/parts/0/thought").asBoolean()).isTrue();
		assertThat(chunks.get(1).at("/candidates/0/content/parts/0/text").asString()).isEqualTo("Hé 😀");
		assertThat(out).contains("{\"functionCall\":{\"name\":\"f\",\"args\":{\"x\":9007199254740993}}}");
		assertThat(chunks.get(4).at("/candidates/0/finishReason").asString()).isEqualTo("STOP");
		assertThat(chunks.get(4).at("/usageMetadata/totalTokenCount").asInt()).isEqualTo(17);
	}

	@Test
	void anErrorMidwayAndAnEarlyEndAreTold() {
		String error = CodecChecks.stream(toOllama(), Dialect.OLLAMA_CHAT, "application/x-ndjson",
				"{\"model\":\"q\",\"message\":{\"content\":\"a\"},\"done\":false}\n{\"error\":\"out of memory\"}\n",
				CodecChecks.FRAME);
		assertThat(error).contains("out of memory").doesNotContain("finishReason");
		String early = CodecChecks.stream(toOllama(), Dialect.OLLAMA_CHAT, "application/x-ndjson",
				"{\"model\":\"q\",\"message\":{\"content\":\"a\"},\"done\":false}\n", CodecChecks.FRAME);
		assertThat(early).contains("\"error\"").doesNotContain("finishReason");
	}

	private static Crossing toOllama() {
		ChatRequest request = CodecChecks.request(GEMINI, "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]}]}");
		return Crossing.begin(GEMINI, CODEC, request, CodecChecks.target(Dialect.OLLAMA_CHAT), true);
	}

	private static ChatAnswer answer(String json) {
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		return CODEC.readAnswer(body, 0, body.length);
	}

	private static Message user() {
		return new Message(Role.USER, List.of(new ContentBlock.Text("a")));
	}

	private static ChatRequest request(Tooling tooling, Reasoning reasoning) {
		return new ChatRequest(Dialect.OPENAI_CHAT, "x", List.of(user()), tooling,
				new Output(-1, List.of(), null, null, null, null, null, null, null), Sampling.UNSET, reasoning, null,
				null, Extras.NONE);
	}

}
