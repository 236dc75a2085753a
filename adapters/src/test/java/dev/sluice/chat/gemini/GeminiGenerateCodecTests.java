package dev.sluice.chat.gemini;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Dialect;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ChatAnswer;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.CodecChecks;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Effort;
import dev.sluice.chat.Extras;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.Message;
import dev.sluice.chat.Output;
import dev.sluice.chat.OutputFormat;
import dev.sluice.chat.Reasoning;
import dev.sluice.chat.Role;
import dev.sluice.chat.Sampling;
import dev.sluice.chat.Signature;
import dev.sluice.chat.Source;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.Tool;
import dev.sluice.chat.ToolChoice;
import dev.sluice.chat.Tooling;
import dev.sluice.chat.WrittenRequest;
import dev.sluice.chat.json.RawJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GeminiGenerateCodecTests {

	private static final GeminiGenerateCodec CODEC = new GeminiGenerateCodec();

	private static final Capabilities OLDER = Capabilities.of(Dialect.GEMINI_GENERATE)
		.without(Ability.PLAIN_SCHEMA, Ability.SEALED_CALLS)
		.with(Ability.THINKING_BUDGET, Ability.THINKING_OFF);

	@ParameterizedTest
	@ValueSource(strings = { """
			{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}""", """
			{"systemInstruction":{"parts":[{"text":"Be kind."},{"text":"Be brief."}]},
			"contents":[{"role":"user","parts":[{"text":"What is this?"},
			{"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="}},
			{"fileData":{"mimeType":"application/pdf","fileUri":"gs://bucket/a.pdf"}},
			{"inlineData":{"mimeType":"video/mp4","data":"AAAA"},"videoMetadata":{"fps":2}}]}],
			"safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_NONE"}],
			"cachedContent":"cachedContents/1","labels":{"a":"b"},"serviceTier":"flex"}""", """
			{"contents":[{"role":"user","parts":[{"text":"Weather?"}]},
			{"role":"model","parts":[{"text":"thinking","thought":true},
			{"functionCall":{"name":"f","args":{"x":9007199254740993,"y":1.0}},"thoughtSignature":"c2ln"},
			{"functionCall":{"name":"f","args":{}}}]},
			{"role":"user","parts":[{"functionResponse":{"name":"f","response":{"output":"sun"}}},
			{"functionResponse":{"name":"f","response":{"error":"none","code":3}}}]},
			{"role":"model","parts":[{"text":"Sun","thoughtSignature":"ZW5k"}]},
			{"role":"user","parts":[{"text":"Thanks"}]}],
			"tools":[{"functionDeclarations":[{"name":"f","description":"d",
			"parameters":{"type":"OBJECT","properties":{"x":{"type":"INTEGER","nullable":true}}}},
			{"name":"g","parametersJsonSchema":{"type":"object"}}]},{"googleSearch":{}}],
			"toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f","g"]}}}""", """
			{"contents":[{"role":"user","parts":[{"text":"Go"}]},
			{"role":"model","parts":[{"functionCall":{"id":"1","name":"f","args":{}}},
			{"executableCode":{"language":"PYTHON","code":"1"}},
			{"text":"","thoughtSignature":"c2ln"}]},
			{"role":"user","parts":[{"functionResponse":{"id":"1","name":"f","response":{},
			"parts":[{"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="}}]}}]}],
			"toolConfig":{"functionCallingConfig":{"mode":"VALIDATED"}},"tools":[{"codeExecution":{}}],
			"generationConfig":{"temperature":0.5,"topP":0.9,"topK":40,"candidateCount":2,"maxOutputTokens":100,
			"stopSequences":["a","b"],"seed":7,"presencePenalty":0.1,"frequencyPenalty":0.2,
			"responseMimeType":"application/json","responseSchema":{"type":"STRING"},"responseLogprobs":true,
			"logprobs":3,"responseModalities":["TEXT"],"mediaResolution":"MEDIA_RESOLUTION_LOW",
			"thinkingConfig":{"includeThoughts":true,"thinkingBudget":1024}}}""", """
			{"contents":[{"role":"user","parts":[{"text":"Go"}]}],
			"generationConfig":{"responseMimeType":"application/json","responseJsonSchema":{"type":"object"},
			"thinkingConfig":{"thinkingLevel":"LOW"}}}""" })
	void ownRequestsComeBackEqual(String json) {
		CodecChecks.requestComesBack(CODEC, json);
	}

	@ParameterizedTest
	@ValueSource(strings = { """
			{"candidates":[{"content":{"role":"model","parts":[{"text":"hm","thought":true},{"text":"Hi"}]},
			"finishReason":"STOP","index":0,"safetyRatings":[],"avgLogprobs":-0.1}],
			"usageMetadata":{"promptTokenCount":9,"toolUsePromptTokenCount":1,"candidatesTokenCount":4,
			"thoughtsTokenCount":20,"totalTokenCount":34,"promptTokensDetails":[{"modality":"TEXT","tokenCount":9}]},
			"modelVersion":"gemini-x","responseId":"r1"}""", """
			{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":9,"totalTokenCount":9},
			"modelVersion":"gemini-x","responseId":"r1"}""", """
			{"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"f","args":{"x":1}},
			"thoughtSignature":"c2ln"}]},"finishReason":"STOP","index":0},
			{"content":{"role":"model","parts":[]},"finishReason":"RECITATION","finishMessage":"quoted","index":1}],
			"modelVersion":"gemini-x","responseId":"r1"}""" })
	void ownAnswersComeBackEqual(String json) {
		CodecChecks.answerComesBack(CODEC, json);
	}

	@Test
	void namesWithUnderscoresAreRead() {
		ChatRequest request = CodecChecks.request(CODEC, """
				{"system_instruction":{"parts":{"text":"Be kind."}},"contents":[{"parts":[
				{"inline_data":{"mime_type":"image/png","data":"iVBORw0KGgo"}}]}],
				"generation_config":{"max_output_tokens":5,"thinking_config":{"thinking_budget":0}}}""");
		assertThat(request.messages()).hasSize(2);
		assertThat(request.messages().get(1).content().get(0)).isInstanceOfSatisfying(ContentBlock.Image.class,
				(image) -> assertThat(image.source().value()).isEqualTo("iVBORw0KGgo="));
		assertThat(request.output().maxTokens()).isEqualTo(5);
		assertThat(request.reasoning().mode()).isEqualTo(Reasoning.Mode.OFF);
	}

	@Test
	void usageCountsThoughtsBesideCandidates() {
		ChatAnswer answer = answer("""
				{"candidates":[{"content":{"parts":[{"text":"Hi"}]},"finishReason":"STOP"}],
				"usageMetadata":{"promptTokenCount":9,"cachedContentTokenCount":5,"toolUsePromptTokenCount":2,
				"candidatesTokenCount":4,"thoughtsTokenCount":20,"totalTokenCount":35}}""");
		assertThat(answer.usage())
			.isEqualTo(Usage.of(11, 24).with(UsageKind.CACHED_READ, 5).with(UsageKind.REASONING, 20));
		JsonNode usage = CodecChecks
			.tree(CODEC.writeAnswer(new ChatAnswer(null, null, -1, answer.choices(), answer.usage(), Extras.NONE),
					CodecChecks.FRAME))
			.path("usageMetadata");
		assertThat(usage).isEqualTo(CodecChecks.tree("""
				{"promptTokenCount":11,"cachedContentTokenCount":5,"candidatesTokenCount":4,
				"thoughtsTokenCount":20,"totalTokenCount":35}"""));
	}

	@ParameterizedTest
	@CsvSource({ "STOP,STOP", "MAX_TOKENS,LENGTH", "SAFETY,CONTENT_FILTER", "SPII,CONTENT_FILTER", "OTHER,OTHER",
			"NEW_WORD,OTHER" })
	void finishReasonsAreUnderstood(String word, FinishReason reason) {
		ChatAnswer answer = answer(
				"{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"finishReason\":\"" + word + "\"}]}");
		assertThat(answer.choices().get(0).finish().reason()).isEqualTo(reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS" })
	void failuresOfTheModelAreNoAnswers(String word) {
		assertThatExceptionOfType(GatewayException.class)
			.isThrownBy(() -> answer("{\"candidates\":[{\"finishReason\":\"" + word + "\"}]}"));
	}

	@Test
	void blockedPromptsAreRefusals() {
		ChatAnswer answer = answer("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}");
		assertThat(answer.choices()).singleElement().satisfies((choice) -> {
			assertThat(choice.content()).isEmpty();
			assertThat(choice.finish().reason()).isEqualTo(FinishReason.CONTENT_FILTER);
		});
	}

	@Test
	void callsWithoutIdsGetIdsThatAreLeftOutAgain() {
		ChatAnswer answer = answer("""
				{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f"}},{"functionCall":{"name":"f"}}]},
				"finishReason":"STOP"}]}""");
		List<String> ids = answer.choices()
			.get(0)
			.content()
			.stream()
			.map((block) -> ((ContentBlock.ToolUse) block).id())
			.toList();
		assertThat(ids).doesNotHaveDuplicates().allMatch((id) -> id.matches("[a-zA-Z0-9_-]{10,40}"));
		assertThat(answer.choices().get(0).finish().reason()).isEqualTo(FinishReason.TOOL_CALLS);
		JsonNode body = written(List.of(user("go"),
				new Message(Role.ASSISTANT,
						List.of(new ContentBlock.ToolUse(ids.get(0), "f", "{}"),
								new ContentBlock.ToolUse(ids.get(1), "f", "{}"))),
				// In the wrong order: without ids, order is all that is left.
				result(ids.get(1), "second"), result(ids.get(0), "first")));
		assertThat(body.toString()).doesNotContain("noid");
		assertThat(body.at("/contents/2/parts/0/functionResponse/response/output").asString()).isEqualTo("first");
		assertThat(body.at("/contents/2/parts/1/functionResponse/response/output").asString()).isEqualTo("second");
	}

	@Test
	void idsOfAHistoryAreTheSameEachTime() {
		String json = """
				{"contents":[{"role":"user","parts":[{"text":"a"}]},
				{"role":"model","parts":[{"functionCall":{"name":"f"}},{"functionCall":{"name":"f"}}]},
				{"role":"user","parts":[{"functionResponse":{"name":"f","response":{}}},
				{"functionResponse":{"name":"f","response":{}}}]}]}""";
		ChatRequest one = CodecChecks.request(CODEC, json);
		assertThat(one).isEqualTo(CodecChecks.request(CODEC, json));
		assertThat(one.toolNames()).hasSize(2);
	}

	@Test
	void resultsWithoutACallAreRefused() {
		assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> CodecChecks.request(CODEC, """
				{"contents":[{"role":"user","parts":[{"functionResponse":{"name":"f","response":{}}}]}]}"""));
		assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> written(List.of(result("x", "y"))));
	}

	@Test
	void textsAndErrorsOfToolsAreWrapped() {
		Message failed = new Message(Role.USER, List.of(new ContentBlock.ToolResult("1",
				List.of(new ContentBlock.Text("{\"a\":1}")), true, true, null, Extras.NONE)));
		JsonNode body = written(List.of(user("go"),
				new Message(Role.ASSISTANT, List.of(new ContentBlock.ToolUse("1", "f", "{\"x\":1}"))), failed));
		assertThat(body.at("/contents/2/parts/0/functionResponse").toString())
			.isEqualTo("{\"id\":\"1\",\"name\":\"f\",\"response\":{\"error\":\"{\\\"a\\\":1}\"}}");
	}

	@Test
	void foreignCallsCarryThePlaceholderOnTheFirstOnly() {
		JsonNode body = written(List.of(user("go"),
				new Message(Role.ASSISTANT,
						List.of(new ContentBlock.Thinking("hidden", new Signature(Dialect.ANTHROPIC_MESSAGES, "s")),
								new ContentBlock.ToolUse("1", "f", ""), new ContentBlock.ToolUse("2", "f", "null"))),
				result("1", "a"), result("2", "b")));
		assertThat(body.at("/contents/1/parts")).isEqualTo(CodecChecks.tree("""
				[{"functionCall":{"id":"1","name":"f","args":{}},"thoughtSignature":"skip_thought_signature_validator"},
				{"functionCall":{"id":"2","name":"f","args":{}}}]"""));
	}

	@Test
	void sealsFindBackToCallsAndTexts() {
		Signature seal = new Signature(Dialect.GEMINI_GENERATE, "c2ln");
		JsonNode body = written(
				List.of(user("go"),
						new Message(Role.ASSISTANT,
								List.of(new ContentBlock.Thinking("", seal), new ContentBlock.ToolUse("1", "f", "{}"))),
						result("1", "a"),
						new Message(Role.ASSISTANT,
								List.of(new ContentBlock.Thinking("t", seal), new ContentBlock.Text("done"))),
						user("more")));
		assertThat(body.at("/contents/1/parts/0/thoughtSignature").asString()).isEqualTo("c2ln");
		assertThat(body.at("/contents/3/parts"))
			.isEqualTo(CodecChecks.tree("[{\"text\":\"done\",\"thoughtSignature\":\"c2ln\"}]"));
	}

	@Test
	void sealsOfOtherDialectsTravelThroughClients() {
		Signature seal = new Signature(Dialect.ANTHROPIC_MESSAGES, "abc/+=");
		Signature data = new Signature(Dialect.ANTHROPIC_MESSAGES, "cipher");
		byte[] shown = CODEC.writeAnswer(new ChatAnswer(null, null, -1, List.of(new ChatAnswer.Choice(0,
				List.of(new ContentBlock.Thinking("why", seal), new ContentBlock.RedactedThinking(data),
						new ContentBlock.Text("x")),
				dev.sluice.chat.Finish.of(FinishReason.STOP), null, Extras.NONE)), Usage.UNKNOWN, Extras.NONE),
				CodecChecks.FRAME);
		JsonNode parts = CodecChecks.tree(shown).at("/candidates/0/content/parts");
		ChatRequest back = CodecChecks.request(CODEC,
				"{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"a\"}]},{\"role\":\"model\",\"parts\":" + parts
						+ "}]}");
		assertThat(back.messages().get(1).content()).startsWith(new ContentBlock.Thinking("why", seal),
				new ContentBlock.RedactedThinking(data));
	}

	@Test
	void schemasForOlderModelsAreCutToTheSubset() {
		RawJson schema = new RawJson(
				"""
						{"$schema":"s","type":"object","additionalProperties":false,"$defs":{"p":{"type":"object",
						"properties":{"name":{"type":["string","null"]},"next":{"$ref":"#/$defs/p"}}}},
						"properties":{"p":{"$ref":"#/$defs/p"},"k":{"const":"a"},"n":{"enum":[1,2]},
						"u":{"oneOf":[{"type":"string"},{"type":"integer"}]},"l":{"type":"array"},
						"e":{"type":"integer","exclusiveMinimum":0},"z":{"allOf":[{"type":"object","properties":{"q":{"type":"string"}},
						"required":["q"]},{"required":["r"]}]},"not":{"not":{"type":"string"}}},"required":["p","gone"]}""");
		SchemaSubset.Converted converted = SchemaSubset.of(schema);
		assertThat(CodecChecks.tree(converted.schema().text())).isEqualTo(CodecChecks
			.tree("""
					{"type":"object","properties":{
					"p":{"type":"object","properties":{"name":{"nullable":true,"type":"string"},"next":{"type":"object"}}},
					"k":{"enum":["a"],"type":"string"},"n":{"description":"one of: 1, 2"},
					"u":{"anyOf":[{"type":"string"},{"type":"integer"}]},"l":{"type":"array","items":{"type":"string"}},
					"e":{"type":"integer","description":"exclusiveMinimum: 0"},
					"z":{"type":"object","properties":{"q":{"type":"string"}},"required":["q"]},"not":{}},"required":["p"]}"""));
		assertThat(converted.lost()).containsExactlyInAnyOrder("$ref", "exclusiveMinimum", "not");
	}

	@Test
	void schemasAreSentPlainOrAsTheSubset() {
		Tool tool = new Tool.Function("f", null,
				new RawJson("{\"type\":\"object\",\"properties\":{\"a\":{\"not\":{}}}}"), null, null, Extras.NONE);
		ChatRequest request = request(List.of(user("a")), new Tooling(List.of(tool), null, false), Reasoning.UNSET);
		WrittenRequest newer = CODEC.writeRequest(request, CodecChecks.target(Dialect.GEMINI_GENERATE));
		assertThat(CodecChecks.tree(newer.body()).at("/tools/0/functionDeclarations/0/parametersJsonSchema").isObject())
			.isTrue();
		assertThat(newer.dropped().names()).containsExactly("parallel_tool_calls");
		WrittenRequest older = CODEC.writeRequest(request, new TargetModel("m", -1, -1, OLDER));
		assertThat(CodecChecks.tree(older.body()).at("/tools/0/functionDeclarations/0/parameters").isObject()).isTrue();
		assertThat(older.dropped().names()).contains("tools.parameters.not");
	}

	@ParameterizedTest
	@CsvSource({ "NONE,0,MINIMAL", "MINIMAL,1024,MINIMAL", "LOW,1024,LOW", "MEDIUM,8192,MEDIUM", "HIGH,24576,HIGH",
			"XHIGH,-1,HIGH", "MAX,-1,HIGH" })
	void effortsBecomeBudgetsOrLevels(Effort effort, int budget, String level) {
		ChatRequest request = request(List.of(user("a")), Tooling.NONE, Reasoning.of(effort));
		JsonNode older = CodecChecks.tree(CODEC.writeRequest(request, new TargetModel("m", -1, -1, OLDER)).body())
			.at("/generationConfig/thinkingConfig");
		assertThat(older.path("thinkingBudget").asInt(-7)).isEqualTo(budget);
		assertThat(older.has("thinkingLevel")).isFalse();
		JsonNode newer = CodecChecks
			.tree(CODEC.writeRequest(request, CodecChecks.target(Dialect.GEMINI_GENERATE)).body())
			.at("/generationConfig/thinkingConfig");
		assertThat(newer.path("thinkingLevel").asString()).isEqualTo(level);
		assertThat(newer.has("thinkingBudget")).isFalse();
	}

	@Test
	void budgetAndLevelTogetherAreRefused() {
		assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> CodecChecks.request(CODEC, """
				{"contents":[{"parts":[{"text":"a"}]}],
				"generationConfig":{"thinkingConfig":{"thinkingBudget":1,"thinkingLevel":"LOW"}}}"""));
	}

	@Test
	void choicesOfToolsAreTranslated() {
		assertThat(mode(ToolChoice.of(ToolChoice.Mode.REQUIRED))).isEqualTo("{\"mode\":\"ANY\"}");
		assertThat(mode(ToolChoice.of(ToolChoice.Mode.NONE))).isEqualTo("{\"mode\":\"NONE\"}");
		assertThat(mode(new ToolChoice(ToolChoice.Mode.NAMED, List.of("f"))))
			.isEqualTo("{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"f\"]}");
		assertThat(mode(new ToolChoice(ToolChoice.Mode.AUTO, List.of("g")))).isEqualTo("{\"mode\":\"AUTO\"}");
	}

	private static String mode(ToolChoice choice) {
		List<Tool> tools = List.of(new Tool.Function("f", null, null, null, null, Extras.NONE),
				new Tool.Function("g", null, null, null, null, Extras.NONE));
		JsonNode body = CodecChecks.tree(
				CODEC
					.writeRequest(request(List.of(user("a")), new Tooling(tools, choice, null), Reasoning.UNSET),
							CodecChecks.target(Dialect.GEMINI_GENERATE))
					.body());
		boolean few = choice.mode() == ToolChoice.Mode.AUTO && !choice.names().isEmpty();
		assertThat(body.at("/tools/0/functionDeclarations").size()).isEqualTo(few ? 1 : 2);
		return body.at("/toolConfig/functionCallingConfig").toString();
	}

	@Test
	void imagesByAddressAndFilesOfOthersCannotBeSent() {
		assertThatExceptionOfType(GatewayException.class)
			.isThrownBy(() -> written(List.of(image(Source.ofUrl("https://example.com/a.png")))))
			.withMessageContaining("base64");
		ChatRequest request = request(List.of(user("a"), image(new Source(Source.Kind.FILE, "file-1", null))),
				Tooling.NONE, Reasoning.UNSET);
		assertThat(CODEC.writeRequest(request, CodecChecks.target(Dialect.GEMINI_GENERATE)).dropped().names())
			.containsExactly("messages.content.image");
	}

	@Test
	void wishesThatDoNotFitAreNamedOrRefused() {
		Output output = new Output(10, List.of("a"), 3L, new OutputFormat.JsonObject(), true, 2L, "low", false, null);
		Sampling sampling = new Sampling(new BigDecimal("0.7"), null, 5L, null, null, 1L << 40);
		ChatRequest request = new ChatRequest(Dialect.OPENAI_CHAT, "x", List.of(user("a")), Tooling.NONE, output,
				sampling, Reasoning.UNSET, "u", "flex", Extras.NONE);
		WrittenRequest written = CODEC.writeRequest(request, CodecChecks.target(Dialect.GEMINI_GENERATE));
		assertThat(CodecChecks.tree(written.body()).path("generationConfig")).isEqualTo(CodecChecks.tree("""
				{"temperature":0.7,"topK":5,"maxOutputTokens":10,"stopSequences":["a"],"candidateCount":3,
				"responseLogprobs":true,"logprobs":2,"responseMimeType":"application/json"}"""));
		assertThat(written.dropped().names()).containsExactly("seed", "verbosity", "service_tier");
	}

	private static ChatAnswer answer(String json) {
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		return CODEC.readAnswer(body, 0, body.length);
	}

	private static Message user(String text) {
		return new Message(Role.USER, List.of(new ContentBlock.Text(text)));
	}

	private static Message image(Source source) {
		return new Message(Role.USER, List.of(new ContentBlock.Image(source, null, null, Extras.NONE)));
	}

	private static Message result(String id, String text) {
		return new Message(Role.TOOL, List
			.of(new ContentBlock.ToolResult(id, List.of(new ContentBlock.Text(text)), true, false, null, Extras.NONE)));
	}

	private static ChatRequest request(List<Message> messages, Tooling tooling, Reasoning reasoning) {
		return new ChatRequest(Dialect.OPENAI_CHAT, "x", messages, tooling,
				new Output(-1, List.of(), null, null, null, null, null, null, null), Sampling.UNSET, reasoning, null,
				null, Extras.NONE);
	}

	private static JsonNode written(List<Message> messages) {
		return CodecChecks.tree(CODEC
			.writeRequest(request(messages, Tooling.NONE, Reasoning.UNSET), CodecChecks.target(Dialect.GEMINI_GENERATE))
			.body());
	}

}
