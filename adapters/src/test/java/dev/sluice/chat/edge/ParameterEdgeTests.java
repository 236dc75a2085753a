package dev.sluice.chat.edge;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.chat.Ability;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.TestCodecs;

import static dev.sluice.call.Dialect.ANTHROPIC_MESSAGES;
import static dev.sluice.call.Dialect.GEMINI_GENERATE;
import static dev.sluice.call.Dialect.OLLAMA_CHAT;
import static dev.sluice.call.Dialect.OPENAI_CHAT;
import static dev.sluice.call.Dialect.OPENAI_RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;

/** Edge cases 40 to 48, 50 and 51: how the answer is to be made. */
class ParameterEdgeTests {

	private static String chat(String more) {
		return "{'model':'m','messages':[{'role':'user','content':'Hi'}]" + more + "}";
	}

	private static String messages(String more) {
		return "{'model':'m','messages':[{'role':'user','content':'Hi'}]" + more + "}";
	}

	private static JsonNode sent(Dialect client, Dialect provider, String request) {
		return Crossed.call(client, provider, request).sent();
	}

	@Test
	void case40_theCapThatAnthropicDemandsIsTheModelsOwnLimit() {
		assertThat(sent(OPENAI_CHAT, ANTHROPIC_MESSAGES, chat("")).path("max_tokens").asLong()).isEqualTo(64000);
		TargetModel unknown = new TargetModel("m", -1, -1, TestCodecs.model(ANTHROPIC_MESSAGES).capabilities());
		assertThat(Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, unknown, chat("")).sent().path("max_tokens").asLong())
			.isEqualTo(TargetModel.DEFAULT_OUTPUT);
		TargetModel capped = new TargetModel("m", 64000, 100, TestCodecs.model(ANTHROPIC_MESSAGES).capabilities());
		assertThat(Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, capped, chat("")).sent().path("max_tokens").asLong())
			.isEqualTo(100);
	}

	@ParameterizedTest
	@ValueSource(strings = { "openai-chat", "openai-responses", "gemini-generate" })
	void case40_aCapOfNothingOnlyWarmsAnthropicsCache(String id) {
		var refused = Crossed.refused(ANTHROPIC_MESSAGES, Dialect.byId(id), messages(",'max_tokens':0"));
		assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
		assertThat(refused.param()).isEqualTo("max_tokens");
	}

	@Test
	void case41_theNewerOfTwoCapsWinsAndIsCalledWhatTheVendorCallsIt() {
		String both = chat(",'max_tokens':10,'max_completion_tokens':20");
		assertThat(sent(OPENAI_CHAT, ANTHROPIC_MESSAGES, both).path("max_tokens").asLong()).isEqualTo(20);
		assertThat(sent(OPENAI_CHAT, GEMINI_GENERATE, both).at("/generationConfig/maxOutputTokens").asLong())
			.isEqualTo(20);
		assertThat(sent(ANTHROPIC_MESSAGES, OPENAI_CHAT, messages(",'max_tokens':20")).path("max_completion_tokens")
			.asLong()).isEqualTo(20);
		JsonNode older = Crossed
			.call(ANTHROPIC_MESSAGES, OPENAI_CHAT, Crossed.without(OPENAI_CHAT, Ability.MAX_COMPLETION_TOKENS),
					messages(",'max_tokens':20"))
			.sent();
		assertThat(older.path("max_tokens").asLong()).isEqualTo(20);
		assertThat(older.has("max_completion_tokens")).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "1.5, 1, temperature", "2, 1, temperature", "0.7, 0.7, ", "0, 0, " })
	void case42_aTemperatureIsCutToAnthropicsRangeAndNeverRescaled(String asked, String expected, String lost) {
		Crossed crossed = Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, chat(",'temperature':" + asked));
		assertThat(crossed.sentText()).contains("\"temperature\":" + expected + "}");
		assertThat(crossed.dropped()).isEqualTo((lost != null) ? List.of(lost) : List.of());
	}

	@Test
	void case42_whatAModelRefusesIsLeftOutAndNamed() {
		Crossed crossed = Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES,
				Crossed.without(ANTHROPIC_MESSAGES, Ability.SAMPLING),
				chat(",'temperature':0.5,'top_p':0.9,'frequency_penalty':1"));
		assertThat(crossed.sent().propertyNames()).doesNotContain("temperature", "top_p", "frequency_penalty");
		assertThat(crossed.dropped()).containsExactlyInAnyOrder("temperature", "top_p", "frequency_penalty");
		Crossed thinking = Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES,
				chat(",'temperature':0.5,'reasoning_effort':'high'"));
		assertThat(thinking.sent().has("temperature")).isFalse();
		assertThat(thinking.dropped()).containsExactly("temperature");
	}

	@Test
	void case43_aStopTextBecomesAListEverywhere() {
		String one = chat(",'stop':'END'");
		assertThat(sent(OPENAI_CHAT, ANTHROPIC_MESSAGES, one).path("stop_sequences")).hasToString("[\"END\"]");
		assertThat(sent(OPENAI_CHAT, GEMINI_GENERATE, one).at("/generationConfig/stopSequences"))
			.hasToString("[\"END\"]");
		assertThat(sent(OPENAI_CHAT, OLLAMA_CHAT, one).at("/options/stop")).hasToString("[\"END\"]");
		assertThat(sent(ANTHROPIC_MESSAGES, OPENAI_CHAT, messages(",'max_tokens':9,'stop_sequences':['a','b']"))
			.path("stop")).hasToString("[\"a\",\"b\"]");
	}

	@Test
	void case43_tooManyStopTextsAreRefusedAndBlankOnesNamed() {
		var refused = Crossed.refused(ANTHROPIC_MESSAGES, OPENAI_CHAT,
				messages(",'max_tokens':9,'stop_sequences':['a','b','c','d','e']"));
		assertThat(refused.param()).isEqualTo("stop_sequences");
		assertThat(refused.clientMessage()).contains("at most 4");
		Crossed blank = Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, chat(",'stop':['\\n','END']"));
		assertThat(blank.sent().path("stop_sequences")).hasToString("[\"END\"]");
		assertThat(blank.dropped()).containsExactly("stop");
	}

	private static final String SCHEMA = ",'response_format':{'type':'json_schema','json_schema':{'name':'answer',"
			+ "'strict':true,'schema':{'type':'object','properties':{'x':{'type':'integer'}},'required':['x'],"
			+ "'additionalProperties':false}}}";

	@Test
	void case44_structuredOutputIsNativeWhereItCanBe() {
		JsonNode anthropic = sent(OPENAI_CHAT, ANTHROPIC_MESSAGES, chat(SCHEMA));
		assertThat(anthropic.at("/output_config/format/type").asString()).isEqualTo("json_schema");
		assertThat(anthropic.at("/output_config/format/schema/required/0").asString()).isEqualTo("x");
		JsonNode gemini = sent(OPENAI_CHAT, GEMINI_GENERATE, chat(SCHEMA));
		assertThat(gemini.at("/generationConfig/responseMimeType").asString()).isEqualTo("application/json");
		assertThat(gemini.at("/generationConfig/responseJsonSchema/required/0").asString()).isEqualTo("x");
		JsonNode responses = sent(OPENAI_CHAT, OPENAI_RESPONSES, chat(SCHEMA));
		assertThat(responses.at("/text/format/strict").asBoolean()).isTrue();
		JsonNode back = sent(ANTHROPIC_MESSAGES, OPENAI_CHAT, messages(
				",'max_tokens':9,'output_config':{'format':{'type':'json_schema','schema':{'type':'object'}}}"));
		assertThat(back.at("/response_format/json_schema/schema/type").asString()).isEqualTo("object");
		assertThat(back.at("/response_format/json_schema/name").asString()).isNotEmpty();
	}

	@Test
	void case44_elseAForcedToolStandsForItAndIsUnwrapped() {
		Crossed crossed = Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES,
				Crossed.without(ANTHROPIC_MESSAGES, Ability.JSON_SCHEMA), chat(SCHEMA));
		JsonNode sent = crossed.sent();
		assertThat(sent.at("/tool_choice/name")).isEqualTo(sent.at("/tools/0/name"));
		String answer = Providers.calling(ANTHROPIC_MESSAGES, "{'x':1}").replace("'name':'f'", "'name':'answer'");
		Told told = Told.of(OPENAI_CHAT, crossed.answer(answer));
		assertThat(told.text).hasToString("{\"x\":1}");
		assertThat(told.calls).isEmpty();
		assertThat(told.finish).isEqualTo("stop");
		assertThat(crossed.dropped()).isEmpty();
	}

	@Test
	void case44_whatIsNotHonouredIsNamed() {
		assertThat(Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, chat(",'response_format':{'type':'json_object'}"))
			.dropped()).containsExactly("response_format");
	}

	@Test
	void case45_fieldsThatNobodyElseKnowsAreNamed() {
		Crossed crossed = Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES,
				chat(",'chat_template_kwargs':{'x':1},'repetition_penalty':1.1"));
		assertThat(crossed.sent().propertyNames()).doesNotContain("chat_template_kwargs", "repetition_penalty");
		assertThat(crossed.dropped()).containsExactly("chat_template_kwargs", "repetition_penalty");
		Crossed back = Crossed.call(ANTHROPIC_MESSAGES, OPENAI_CHAT,
				messages(",'max_tokens':9,'container':'c1','mcp_servers':[]"));
		assertThat(back.dropped()).containsExactly("container", "mcp_servers");
	}

	@Test
	void case45_unknownMembersOfAnAnswerReachClientsOfItsOwnDialectOnly() {
		String answer = Providers.saying(OPENAI_CHAT, "Hi").replace("'model':'m'", "'model':'m','extra':{'a':1.0}");
		var codec = TestCodecs.of(OPENAI_CHAT);
		byte[] body = Crossed.json(answer).getBytes(StandardCharsets.UTF_8);
		String same = new String(codec.writeAnswer(codec.readAnswer(body, 0, body.length), TestCodecs.FRAME),
				StandardCharsets.UTF_8);
		assertThat(same).contains("\"extra\":{\"a\":1.0}");
		assertThat(Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT).answer(answer).has("extra")).isFalse();
	}

	@Test
	void case46_nullIsAbsentOnInput() {
		String nulls = chat(",'temperature':null,'tools':null,'tool_choice':null,'stop':null,'n':null,"
				+ "'response_format':null,'reasoning_effort':null,'max_tokens':null,'user':null,'logit_bias':null");
		for (Dialect provider : List.of(ANTHROPIC_MESSAGES, GEMINI_GENERATE, OPENAI_RESPONSES, OLLAMA_CHAT)) {
			Crossed crossed = Crossed.call(OPENAI_CHAT, provider, nulls);
			assertThat(crossed.sent()).as(provider.id()).isEqualTo(sent(OPENAI_CHAT, provider, chat("")));
			assertThat(crossed.dropped()).isEmpty();
		}
	}

	@Test
	void case46_nullStandsInAnswersWhereTheDialectHasIt() {
		JsonNode chat = Crossed.plain(OPENAI_CHAT, ANTHROPIC_MESSAGES)
			.answer(Providers.calling(ANTHROPIC_MESSAGES, "{}"));
		assertThat(chat.at("/choices/0/message/content").isNull()).isTrue();
		assertThat(chat.at("/choices/0/message/refusal").isNull()).isTrue();
		assertThat(chat.has("error")).isFalse();
		JsonNode responses = Crossed.plain(OPENAI_RESPONSES, ANTHROPIC_MESSAGES)
			.answer(Providers.saying(ANTHROPIC_MESSAGES, "Hi"));
		assertThat(responses.path("error").isNull()).isTrue();
		JsonNode messages = Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT).answer(Providers.saying(OPENAI_CHAT, "Hi"));
		assertThat(messages.path("stop_sequence").isNull()).isTrue();
	}

	@Test
	void case47_cacheMarksStayWithinWhatAnthropicTakes() {
		StringBuilder parts = new StringBuilder();
		for (int i = 0; i < 6; i++) {
			parts.append((i == 0) ? "" : ",")
				.append("{'type':'text','text':'")
				.append(i)
				.append("','cache_control':{'type':'ephemeral','ttl':'")
				.append((i == 1) ? "5m" : "1h")
				.append("'}}");
		}
		String request = "{'model':'m','messages':[{'role':'user','content':[" + parts + "]}]}";
		Crossed crossed = Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, request);
		List<String> marks = crossed.sent()
			.at("/messages/0/content")
			.valueStream()
			.map((block) -> block.has("cache_control") ? block.at("/cache_control/ttl").asString("5m") : "")
			.toList();
		// At most four, and no long one behind a short one.
		assertThat(marks).containsExactly("1h", "5m", "5m", "5m", "", "");
		assertThat(crossed.dropped()).hasSize(1);
		assertThat(Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, request).sentText()).isEqualTo(crossed.sentText());
	}

	@Test
	void case47_cacheMarksMeanNothingElsewhereAndGoQuietly() {
		String request = "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':[{'type':'text','text':'a',"
				+ "'cache_control':{'type':'ephemeral'}}]}]}";
		for (Dialect provider : List.of(OPENAI_CHAT, OPENAI_RESPONSES, GEMINI_GENERATE, OLLAMA_CHAT)) {
			Crossed crossed = Crossed.call(ANTHROPIC_MESSAGES, provider, request);
			assertThat(crossed.sentText()).as(provider.id()).doesNotContain("cache");
			assertThat(crossed.dropped()).as(provider.id()).isEmpty();
		}
	}

	@Test
	void case48_severalAnswersAreRefusedWhereOnlyOneIsGiven() {
		var refused = Crossed.refused(OPENAI_CHAT, ANTHROPIC_MESSAGES, chat(",'n':2"));
		assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
		assertThat(refused.param()).isEqualTo("n");
		assertThat(sent(OPENAI_CHAT, ANTHROPIC_MESSAGES, chat(",'n':1")).has("n")).isFalse();
		assertThat(sent(OPENAI_CHAT, GEMINI_GENERATE, chat(",'n':2")).at("/generationConfig/candidateCount").asInt())
			.isEqualTo(2);
	}

	@Test
	void case48_severalAnswersKeepTheirNumbers() {
		String answer = "{'candidates':[{'content':{'role':'model','parts':[{'text':'A'}]},'finishReason':'STOP','index':0},"
				+ "{'content':{'role':'model','parts':[{'text':'B'}]},'finishReason':'MAX_TOKENS','index':1}],"
				+ "'usageMetadata':{'promptTokenCount':3,'candidatesTokenCount':4,'totalTokenCount':7}}";
		JsonNode chat = Crossed.plain(OPENAI_CHAT, GEMINI_GENERATE).answer(answer);
		assertThat(chat.at("/choices/1/index").asInt()).isEqualTo(1);
		assertThat(chat.at("/choices/1/message/content").asString()).isEqualTo("B");
		assertThat(chat.at("/choices/1/finish_reason").asString()).isEqualTo("length");
		List<JsonNode> chunks = Crossed.plain(OPENAI_CHAT, GEMINI_GENERATE).events(answer);
		assertThat(chunks.stream()
			.filter((chunk) -> chunk.at("/choices/0/index").asInt(-1) == 1)
			.map((chunk) -> chunk.at("/choices/0/delta/content").asString(""))).contains("B").doesNotContain("A");
	}

	@ParameterizedTest
	@CsvSource({ "none, , disabled", "minimal, low, adaptive", "low, low, adaptive", "medium, medium, adaptive",
			"high, high, adaptive", "xhigh, xhigh, adaptive", "max, max, adaptive" })
	void case50_everyEffortHasANeighbourAtAnthropic(String effort, String expected, String type) {
		JsonNode sent = sent(OPENAI_CHAT, ANTHROPIC_MESSAGES, chat(",'reasoning_effort':'" + effort + "'"));
		assertThat(sent.at("/output_config/effort").asString(null)).isEqualTo(expected);
		assertThat(sent.at("/thinking/type").asString()).isEqualTo(type);
	}

	@ParameterizedTest
	@CsvSource({ "none, MINIMAL", "minimal, MINIMAL", "low, LOW", "high, HIGH", "xhigh, HIGH", "max, HIGH" })
	void case50_everyEffortHasANeighbourAtGemini(String effort, String expected) {
		JsonNode config = sent(OPENAI_CHAT, GEMINI_GENERATE, chat(",'reasoning_effort':'" + effort + "'"))
			.at("/generationConfig/thinkingConfig");
		assertThat(config.path("thinkingLevel").asString()).isEqualTo(expected);
		assertThat(config.has("thinkingBudget")).as("never both").isFalse();
	}

	@Test
	void case50_anEffortThatNobodyKnowsIsNamed() {
		Crossed crossed = Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, chat(",'reasoning_effort':'heroic'"));
		assertThat(crossed.dropped()).containsExactly("reasoning_effort");
		assertThat(sent(ANTHROPIC_MESSAGES, OPENAI_CHAT,
				messages(",'max_tokens':9,'thinking':{'type':'adaptive'},'output_config':{'effort':'max'}"))
			.path("reasoning_effort")
			.asString()).isEqualTo("max");
	}

	@Test
	void case51_modelsThatRefuseToolsWhileTheyThinkOnChatGetAnEffortOfNone() {
		TargetModel model = Crossed.without(OPENAI_CHAT, Ability.TOOLS_WITH_THINKING);
		String tools = ",'max_tokens':9,'tools':[{'name':'f','input_schema':{'type':'object'}}]";
		assertThat(Crossed.call(ANTHROPIC_MESSAGES, OPENAI_CHAT, model, messages(tools))
			.sent()
			.path("reasoning_effort")
			.asString()).isEqualTo("none");
		Crossed asked = Crossed.call(ANTHROPIC_MESSAGES, OPENAI_CHAT, model,
				messages(tools + ",'thinking':{'type':'adaptive'}"));
		assertThat(asked.sent().path("reasoning_effort").asString()).isEqualTo("none");
		assertThat(asked.dropped()).containsExactly("thinking");
		assertThat(Crossed.call(ANTHROPIC_MESSAGES, OPENAI_CHAT, model, messages(",'max_tokens':9"))
			.sent()
			.has("reasoning_effort")).isFalse();
		// The other API of the same vendor takes both.
		assertThat(Crossed
			.call(ANTHROPIC_MESSAGES, OPENAI_RESPONSES,
					messages(tools + ",'thinking':{'type':'adaptive'}," + "'output_config':{'effort':'high'}"))
			.sent()
			.at("/reasoning/effort")
			.asString()).isEqualTo("high");
	}

}
