package dev.sluice.chat.edge;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.chat.Ability;
import dev.sluice.chat.CodecChecks;
import dev.sluice.chat.Crossing;
import dev.sluice.chat.DialectCodecs;
import dev.sluice.chat.StreamTranslation;
import dev.sluice.chat.TestCodecs;

import static dev.sluice.call.Dialect.ANTHROPIC_MESSAGES;
import static dev.sluice.call.Dialect.GEMINI_GENERATE;
import static dev.sluice.call.Dialect.OLLAMA_CHAT;
import static dev.sluice.call.Dialect.OPENAI_CHAT;
import static dev.sluice.call.Dialect.OPENAI_RESPONSES;
import static dev.sluice.chat.edge.Providers.blockDelta;
import static dev.sluice.chat.edge.Providers.blockStart;
import static dev.sluice.chat.edge.Providers.blockStop;
import static dev.sluice.chat.edge.Providers.chunk;
import static dev.sluice.chat.edge.Providers.messageDelta;
import static dev.sluice.chat.edge.Providers.messageStart;
import static dev.sluice.chat.edge.Providers.messageStop;
import static dev.sluice.chat.edge.Providers.parts;
import static org.assertj.core.api.Assertions.assertThat;

/** Edge cases 31 to 38: what models think, and the seals on it. */
class ThinkingEdgeTests {

	private static final String TOOLS = ",'tools':[{'type':'function','function':{'name':'f','parameters':"
			+ "{'type':'object'}}}]";

	private static String next(String assistant) {
		return "{'model':'m','messages':[{'role':'user','content':'Hi'}," + assistant
				+ ",{'role':'user','content':'Go on.'}]}";
	}

	private static String nextInput(JsonNode output) {
		String items = output.toString();
		return "{'model':'m','input':[{'role':'user','content':'Hi'}," + items.substring(1, items.length() - 1)
				+ ",{'role':'user','content':'Go on.'}]}";
	}

	private static final String THOUGHT = "{'type':'thinking','thinking':'Hm, \\u00e9 \\'x\\'.','signature':'c2ln+/='}";

	@ParameterizedTest
	@ValueSource(strings = { THOUGHT, "{'type':'thinking','thinking':'','signature':'b21pdA=='}",
			"{'type':'redacted_thinking','data':'ZW5j'}" })
	void case31_aSealedThoughtComesBackToAnthropicUnchangedThroughEveryClient(String block) {
		String answer = Providers.messages(block + ",{'type':'text','text':'Hi'}", "end_turn");
		JsonNode chat = Crossed.plain(OPENAI_CHAT, ANTHROPIC_MESSAGES).answer(answer).at("/choices/0/message");
		assertBack(Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, next(chat.toString())).sent(), block);
		JsonNode output = Crossed.plain(OPENAI_RESPONSES, ANTHROPIC_MESSAGES).answer(answer).path("output");
		assertBack(Crossed.call(OPENAI_RESPONSES, ANTHROPIC_MESSAGES, nextInput(output)).sent(), block);
		JsonNode content = Crossed.plain(GEMINI_GENERATE, ANTHROPIC_MESSAGES)
			.answer(answer)
			.at("/candidates/0/content");
		assertBack(Crossed
			.call(GEMINI_GENERATE, ANTHROPIC_MESSAGES,
					"{'contents':[{'role':'user','parts':[{'text':'Hi'}]}," + content
							+ ",{'role':'user','parts':[{'text':'Go on.'}]}]}")
			.sent(), block);
	}

	private static void assertBack(JsonNode sent, String block) {
		assertThat(sent.at("/messages/1/content/0")).isEqualTo(dev.sluice.chat.CodecChecks.tree(Crossed.json(block)));
		assertThat(sent.at("/messages/1/content/1/text").asString()).isEqualTo("Hi");
	}

	@Test
	void case31_aSealedThoughtOfAStreamComesBackUnchanged() {
		String[] stream = { messageStart(), blockStart(0, "{'type':'thinking','thinking':'','signature':''}"),
				blockDelta(0, "{'type':'thinking_delta','thinking':'Hm, '}"),
				blockDelta(0, "{'type':'thinking_delta','thinking':'so.'}"),
				blockDelta(0, "{'type':'signature_delta','signature':'c2ln'}"), blockStop(0),
				blockStart(1, "{'type':'text','text':''}"), blockDelta(1, "{'type':'text_delta','text':'Hi'}"),
				blockStop(1), messageDelta("end_turn"), messageStop() };
		List<JsonNode> chunks = Crossed.plain(OPENAI_CHAT, ANTHROPIC_MESSAGES).events(stream);
		assertThat(Crossed.joined(chunks, "/choices/0/delta/reasoning_content")).isEqualTo("Hm, so.");
		assertThat(Crossed.joined(chunks, "/choices/0/delta/content")).isEqualTo("Hi");
		String details = String.join(",", Crossed.all(chunks, "/choices/0/delta/reasoning_details/0"));
		JsonNode sent = Crossed
			.call(OPENAI_CHAT, ANTHROPIC_MESSAGES,
					next("{'role':'assistant','content':'Hi','reasoning_details':[" + details + "]}"))
			.sent();
		assertBack(sent, "{'type':'thinking','thinking':'Hm, so.','signature':'c2ln'}");
		List<JsonNode> events = Crossed.plain(OPENAI_RESPONSES, ANTHROPIC_MESSAGES).events(stream);
		JsonNode output = events.get(events.size() - 1).at("/response/output");
		assertBack(Crossed.call(OPENAI_RESPONSES, ANTHROPIC_MESSAGES, nextInput(output)).sent(),
				"{'type':'thinking','thinking':'Hm, so.','signature':'c2ln'}");
	}

	@Test
	void case31_aCallSealedByGeminiComesBackSealedThroughEveryClient() {
		String answer = Providers.gemini("{'functionCall':{'name':'f','args':{}},'thoughtSignature':'c2ln'},"
				+ "{'functionCall':{'name':'f','args':{'n':2}}}", "STOP");
		JsonNode chat = Crossed.plain(OPENAI_CHAT, GEMINI_GENERATE).answer(answer).at("/choices/0/message");
		JsonNode sent = Crossed
			.call(OPENAI_CHAT, GEMINI_GENERATE,
					"{'model':'m','messages':[{'role':'user','content':'Hi'}," + chat
							+ results(Told.of(OPENAI_CHAT, tree("{'choices':[{'message':" + chat + "}]}"))) + "]}")
			.sent();
		assertThat(sent.at("/contents/1/parts").valueStream().map((part) -> part.path("thoughtSignature").asString("")))
			.containsExactly("c2ln", "");
		JsonNode message = Crossed.plain(ANTHROPIC_MESSAGES, GEMINI_GENERATE).answer(answer);
		List<String> ids = Told.of(ANTHROPIC_MESSAGES, message).ids();
		JsonNode back = Crossed
			.call(ANTHROPIC_MESSAGES, GEMINI_GENERATE,
					"{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'Hi'},{'role':'assistant',"
							+ "'content':" + message.path("content") + "},{'role':'user','content':["
							+ "{'type':'tool_result','tool_use_id':'" + ids.get(0) + "','content':'1'},"
							+ "{'type':'tool_result','tool_use_id':'" + ids.get(1) + "','content':'2'}]}]}")
			.sent();
		assertThat(back.at("/contents/1/parts").valueStream().map((part) -> part.path("thoughtSignature").asString("")))
			.containsExactly("c2ln", "");
	}

	private static String results(Told told) {
		StringBuilder results = new StringBuilder();
		told.ids()
			.forEach((id) -> results.append(",{'role':'tool','tool_call_id':'").append(id).append("','content':'1'}"));
		return results.toString();
	}

	private static JsonNode tree(String json) {
		return dev.sluice.chat.CodecChecks.tree(Crossed.json(json));
	}

	@Test
	void case31_aThoughtWhoseSealCannotTravelIsStrippedWhole() {
		String answer = Providers.messages(THOUGHT + ",{'type':'text','text':'Hi'}", "end_turn");
		JsonNode chat = Crossed.plain(OPENAI_CHAT, ANTHROPIC_MESSAGES).answer(answer).at("/choices/0/message");
		// The client keeps what it shows and loses what it does not know.
		String kept = "{'role':'assistant','content':'Hi','reasoning_content':" + chat.path("reasoning_content") + "}";
		Crossed crossed = Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, next(kept));
		assertThat(crossed.sent().at("/messages/1/content").toString()).isEqualTo("\"Hi\"");
		assertThat(crossed.dropped()).containsExactly("messages.reasoning_content");
	}

	@Test
	void case32_aThoughtThatIsNotShownIsNoEmptyBlock() {
		String[] stream = { messageStart(), blockStart(0, "{'type':'thinking','thinking':'','signature':''}"),
				blockDelta(0, "{'type':'signature_delta','signature':'b21pdA=='}"), blockStop(0),
				blockStart(1, "{'type':'text','text':''}"), blockDelta(1, "{'type':'text_delta','text':'Hi'}"),
				blockStop(1), messageDelta("end_turn"), messageStop() };
		List<JsonNode> chunks = Crossed.plain(OPENAI_CHAT, ANTHROPIC_MESSAGES).events(stream);
		assertThat(Crossed.all(chunks, "/choices/0/delta/reasoning_details/0/signature")).containsExactly("b21pdA==");
		assertThat(Crossed.joined(chunks, "/choices/0/delta/reasoning_content")).isEmpty();
		String request = "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'Hi'},{'role':'assistant',"
				+ "'content':[{'type':'thinking','thinking':'','signature':'b21pdA=='},{'type':'text','text':' '}]},"
				+ "{'role':'user','content':'b'}]}";
		var codec = dev.sluice.chat.TestCodecs.of(ANTHROPIC_MESSAGES);
		byte[] body = codec
			.writeRequest(codec.readRequest(Crossed.json(request).getBytes(java.nio.charset.StandardCharsets.UTF_8),
					dev.sluice.call.Envelope.NONE), dev.sluice.chat.TestCodecs.model(ANTHROPIC_MESSAGES))
			.body();
		assertThat(dev.sluice.chat.CodecChecks.tree(body).at("/messages/1/content").toString())
			.isEqualTo(Crossed.json("[{'type':'thinking','thinking':'','signature':'b21pdA=='}]"));
	}

	@Test
	void case33_whatOnlyItsProviderCanReadReachesNobodyElse() {
		String redacted = "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'Hi'},{'role':'assistant',"
				+ "'content':[{'type':'redacted_thinking','data':'ZW5jcnlwdGVk'},{'type':'text','text':'a'}]},"
				+ "{'role':'user','content':'b'}]}";
		for (Dialect provider : List.of(OPENAI_CHAT, OPENAI_RESPONSES, GEMINI_GENERATE, OLLAMA_CHAT)) {
			Crossed crossed = Crossed.call(ANTHROPIC_MESSAGES, provider, redacted);
			assertThat(crossed.sentText()).as(provider.id()).doesNotContain("ZW5jcnlwdGVk");
			assertThat(crossed.dropped()).as(provider.id()).containsExactly("messages.content.thinking");
		}
		String encrypted = "{'model':'m','input':[{'role':'user','content':'Hi'},{'type':'reasoning','id':'rs_1',"
				+ "'summary':[],'encrypted_content':'ZW5jcnlwdGVk'},{'type':'message','role':'assistant','content':"
				+ "[{'type':'output_text','text':'a'}]},{'role':'user','content':'b'}]}";
		for (Dialect provider : List.of(OPENAI_CHAT, ANTHROPIC_MESSAGES, GEMINI_GENERATE, OLLAMA_CHAT)) {
			Crossed crossed = Crossed.call(OPENAI_RESPONSES, provider, encrypted);
			assertThat(crossed.sentText()).as(provider.id()).doesNotContain("ZW5jcnlwdGVk");
			assertThat(crossed.dropped()).as(provider.id()).containsExactly("input.reasoning");
		}
	}

	@Test
	void case34_anotherProviderGetsNoSealsOfTheOneBefore() {
		JsonNode gemini = Crossed.plain(OPENAI_CHAT, GEMINI_GENERATE)
			.answer(Providers.gemini("{'functionCall':{'name':'f','args':{}},'thoughtSignature':'c2VjcmV0'}", "STOP"))
			.at("/choices/0/message");
		String request = "{'model':'m','messages':[{'role':'user','content':'Hi'}," + gemini
				+ results(Told.of(OPENAI_CHAT, tree("{'choices':[{'message':" + gemini + "}]}"))) + "]" + TOOLS + "}";
		for (Dialect provider : List.of(ANTHROPIC_MESSAGES, OPENAI_RESPONSES, OLLAMA_CHAT)) {
			Crossed crossed = Crossed.call(OPENAI_CHAT, provider, request);
			assertThat(crossed.sentText()).as(provider.id()).doesNotContain("c2VjcmV0", "extra_content");
			assertThat(crossed.dropped()).as(provider.id()).contains("messages.reasoning_content");
		}
		Crossed chat = Crossed.call(ANTHROPIC_MESSAGES, OPENAI_CHAT,
				"{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'Hi'},{'role':'assistant','content':["
						+ "{'type':'thinking','thinking':'','signature':'sluice.gemini-generate.c2VjcmV0'},"
						+ "{'type':'tool_use','id':'t1','name':'f','input':{}}]},{'role':'user','content':["
						+ "{'type':'tool_result','tool_use_id':'t1','content':'1'}]}]}");
		assertThat(chat.sentText()).doesNotContain("c2VjcmV0", "extra_content", "reasoning");
	}

	@Test
	void case34_callsOfOtherModelsCarryAPlaceholderToGemini() {
		String request = "{'model':'m','messages':[{'role':'user','content':'Hi'},{'role':'assistant','content':null,"
				+ "'tool_calls':[{'id':'c1','type':'function','function':{'name':'f','arguments':'{}'}},{'id':'c2','type':"
				+ "'function','function':{'name':'f','arguments':'{}'}}]},{'role':'tool','tool_call_id':'c1','content':'1'},"
				+ "{'role':'tool','tool_call_id':'c2','content':'2'}]}";
		JsonNode sent = Crossed.call(OPENAI_CHAT, GEMINI_GENERATE, request).sent();
		assertThat(sent.at("/contents/1/parts").valueStream().map((part) -> part.path("thoughtSignature").asString("")))
			.containsExactly("skip_thought_signature_validator", "");
		JsonNode older = Crossed
			.call(OPENAI_CHAT, GEMINI_GENERATE, Crossed.without(GEMINI_GENERATE, Ability.SEALED_CALLS), request)
			.sent();
		assertThat(older.toString()).doesNotContain("thoughtSignature");
	}

	@Test
	void case35_reasoningOfACallIsSentBackToVendorsThatDemandIt() {
		var vendor = Crossed.with(OPENAI_CHAT, Ability.REASONING_CONTENT);
		String answer = Providers.chat(
				"{'role':'assistant','content':null,'reasoning_content':'Look it up.',"
						+ "'tool_calls':[{'id':'call_1','type':'function','function':{'name':'f','arguments':'{}'}}]}",
				"tool_calls");
		JsonNode content = Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT).answer(answer).path("content");
		JsonNode sent = Crossed.call(ANTHROPIC_MESSAGES, OPENAI_CHAT, vendor,
				"{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'Hi'},{'role':'assistant','content':"
						+ content + "},{'role':'user','content':[{'type':'tool_result','tool_use_id':'call_1',"
						+ "'content':'1'}]}]}")
			.sent();
		assertThat(sent.at("/messages/1/reasoning_content").asString()).isEqualTo("Look it up.");
		JsonNode output = Crossed.plain(OPENAI_RESPONSES, OPENAI_CHAT).answer(answer).path("output");
		String items = output.toString();
		JsonNode back = Crossed
			.call(OPENAI_RESPONSES, OPENAI_CHAT, vendor,
					"{'model':'m','input':[{'role':'user','content':'Hi'}," + items.substring(1, items.length() - 1)
							+ ",{'type':'function_call_output','call_id':'call_1','output':'1'}]}")
			.sent();
		assertThat(back.at("/messages/1/reasoning_content").asString()).isEqualTo("Look it up.");
		assertThat(back.at("/messages/1/tool_calls/0/id").asString()).isEqualTo("call_1");
	}

	private static final String ASK = "{'role':'user','content':'Weather?'}";

	private static final String THOUGHTLESS = "{'model':'m','max_tokens':9,'system':'%s','messages':[" + ASK
			+ ",{'role':'assistant','content':[{'type':'tool_use','id':'other','name':'f','input':{'a':1}}]},"
			+ "{'role':'user','content':[{'type':'tool_result','tool_use_id':'other','content':'1'}]}],"
			+ "'tools':[{'name':'f','input_schema':{'type':'object'}}]}";

	private static Crossing vendor(DialectCodecs codecs, String request) {
		byte[] body = Crossed.json(request).getBytes(StandardCharsets.UTF_8);
		return codecs.from(ANTHROPIC_MESSAGES)
			.stream()
			.filter((way) -> way.upstream() == OPENAI_CHAT)
			.findFirst()
			.orElseThrow()
			.begin(body, Envelope.NONE, Crossed.with(OPENAI_CHAT, Ability.REASONING_CONTENT), false);
	}

	private static String thought(Crossing crossing) {
		return CodecChecks.tree(crossing.body()).at("/messages/2/reasoning_content").asString("");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void case35_reasoningThatTheClientDroppedIsRememberedForItsConversationAlone(boolean streamed) {
		DialectCodecs codecs = new DialectCodecs(TestCodecs.ALL);
		String first = "{'model':'m','max_tokens':9,'system':'Be brief.','messages':[" + ASK
				+ "],'tools':[{'name':'f','input_schema':{'type':'object'}}]}";
		Crossing asked = vendor(codecs, first);
		if (streamed) {
			StreamTranslation stream = asked.stream(TestCodecs.FRAME);
			for (String event : new String[] { chunk("{'reasoning_content':'Look '}"),
					chunk("{'reasoning_content':'it up.'}"),
					chunk("{'tool_calls':[{'index':0,'id':'call_1','function':{'name':'f','arguments':'{\\'a\\':1}'}}]}"),
					chunk("{}", "'tool_calls'"), "[DONE]" }) {
				stream.translate(Unpooled.copiedBuffer(Crossed.framed(OPENAI_CHAT, event), StandardCharsets.UTF_8),
						Unpooled.buffer());
			}
		}
		else {
			byte[] answer = Crossed
				.json(Providers.chat("{'role':'assistant','content':null,'reasoning_content':'Look it up.',"
						+ "'tool_calls':[{'id':'call_1','type':'function','function':{'name':'f','arguments':'{}'}}]}",
						"tool_calls"))
				.getBytes(StandardCharsets.UTF_8);
			asked.answer(answer, 0, answer.length, TestCodecs.FRAME);
		}
		assertThat(thought(vendor(codecs, THOUGHTLESS.formatted("Be long.")))).isEqualTo("Look it up.");
		assertThat(thought(vendor(codecs, THOUGHTLESS.formatted("x").replace("Weather?", "News?")))).isEmpty();
		assertThat(thought(vendor(codecs, THOUGHTLESS.formatted("x").replace("'f'", "'g'")))).isEmpty();
		assertThat(thought(vendor(new DialectCodecs(TestCodecs.ALL), THOUGHTLESS.formatted("x")))).isEmpty();
	}

	@Test
	void case36_aSealOnAnEmptyTextIsNotLost() {
		String seal = "{'text':'','thoughtSignature':'c2ln'}";
		JsonNode chat = Crossed.plain(OPENAI_CHAT, GEMINI_GENERATE)
			.answer(Providers.gemini("{'text':'Hi'}," + seal, "STOP"))
			.at("/choices/0/message");
		assertThat(chat.path("content").asString()).isEqualTo("Hi");
		JsonNode sent = Crossed.call(OPENAI_CHAT, GEMINI_GENERATE, next(chat.toString())).sent();
		assertThat(sent.at("/contents/1/parts").toString()).contains("\"thoughtSignature\":\"c2ln\"");
		List<JsonNode> events = Crossed.plain(ANTHROPIC_MESSAGES, GEMINI_GENERATE)
			.events(parts("{'text':'Hi'}"), Providers.gemini(seal, "STOP"));
		assertThat(Crossed.all(events, "/delta/signature")).containsExactly("sluice.gemini-generate.c2ln");
	}

	@Test
	void case37_thoughtsNeverBecomeTextNorGetLost() {
		String chat = Crossed.framed(OPENAI_CHAT, chunk("{'reasoning_content':'T1'}"), chunk("{'reasoning':'T2'}"),
				chunk("{'content':'A'}"), chunk("{}", "'stop'"), "[DONE]");
		String anthropic = Crossed.framed(ANTHROPIC_MESSAGES, messageStart(),
				blockStart(0, "{'type':'thinking','thinking':'','signature':''}"),
				blockDelta(0, "{'type':'thinking_delta','thinking':'T1T2'}"), blockStop(0),
				blockStart(1, "{'type':'text','text':''}"), blockDelta(1, "{'type':'text_delta','text':'A'}"),
				blockStop(1), messageDelta("end_turn"), messageStop());
		String gemini = Crossed.framed(GEMINI_GENERATE, parts("{'text':'T1','thought':true}"),
				parts("{'text':'T2','thought':true}"), Providers.gemini("{'text':'A'}", "STOP"));
		String ollama = Crossed.framed(OLLAMA_CHAT,
				"{'model':'m','message':{'role':'assistant','content':'','thinking':'T1T2'},'done':false}",
				Providers.ollama("{'role':'assistant','content':'A'}"));
		for (Dialect client : Providers.CLIENTS) {
			for (var stream : java.util.Map
				.of(OPENAI_CHAT, chat, ANTHROPIC_MESSAGES, anthropic, GEMINI_GENERATE, gemini, OLLAMA_CHAT, ollama)
				.entrySet()) {
				if (stream.getKey() != client) {
					Told told = Told.ofStream(client, Crossed.plain(client, stream.getKey())
						.raw(stream.getValue(), dev.sluice.chat.TestCodecs.FRAME));
					assertThat(told.text).as(stream.getKey() + " to " + client).hasToString("A");
					assertThat(told.thinking).as(stream.getKey() + " to " + client).hasToString("T1T2");
				}
			}
		}
	}

	@Test
	void case38_tagsOfThoughtsInTextStayWhatTheProviderWroteUnlessItIsKnownForThem() {
		String[] stream = { chunk("{'content':'<thi'}"), chunk("{'content':'nk>T</think>A'}"), chunk("{}", "'stop'"),
				"[DONE]" };
		Told told = Told.ofStream(ANTHROPIC_MESSAGES, Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT).stream(stream));
		assertThat(told.text).hasToString("<think>T</think>A");
		assertThat(told.thinking).isEmpty();
	}

	private static Crossed tagged(Dialect client, Dialect provider, Ability how) {
		return Crossed.call(client, provider, Crossed.with(provider, how),
				"{'model':'m','max_tokens':50,'messages':[{'role':'user','content':'Hi'}]}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "<think>Hm.</think>Hi|Hm.|Hi", "  \\n<think>\\nHm.\\n</think>\\n\\nHi \\n|\\nHm.\\n|Hi \\n",
					"<think></think>Hi|-|Hi", "<think>Hm.|Hm.|-", "<think>a < b </thin|a < b </thin|-",
					"Hi <think>x</think>|-|Hi <think>x</think>", "<thin|-|<thin", "<thinking>x|-|<thinking>x",
					"<think>a</think><think>b</think>|a|<think>b</think>" })
	void case38_tagsAreSplitFromTextWhereverTheyAreCut(String written, @Nullable String thought,
			@Nullable String said) {
		String text = written.replace("\\n", "\n");
		for (int cut = 0; cut <= text.length(); cut++) {
			String[] stream = { delta(text.substring(0, cut)), delta(text.substring(cut)), chunk("{}", "'stop'"),
					"[DONE]" };
			Told told = Told.ofStream(ANTHROPIC_MESSAGES,
					tagged(ANTHROPIC_MESSAGES, OPENAI_CHAT, Ability.THINK_TAGS).stream(stream));
			assertThat(told.thinking.toString()).as("cut at " + cut).isEqualTo(unescaped(thought));
			assertThat(told.text.toString()).as("cut at " + cut).isEqualTo(unescaped(said));
		}
		Told whole = Told.of(ANTHROPIC_MESSAGES, tagged(ANTHROPIC_MESSAGES, OPENAI_CHAT, Ability.THINK_TAGS)
			.answer(Providers.chat("{'role':'assistant','content':" + json(text) + "}", "stop")));
		assertThat(whole.thinking.toString()).isEqualTo(unescaped(thought));
		assertThat(whole.text.toString()).isEqualTo(unescaped(said));
	}

	@Test
	void case38_theTagThatOpensMayBeMissing() {
		Told whole = Told.of(ANTHROPIC_MESSAGES, tagged(ANTHROPIC_MESSAGES, OPENAI_CHAT, Ability.THINK_TAGS)
			.answer(Providers.chat("{'role':'assistant','content':'Hm.</think>Hi'}", "stop")));
		assertThat(whole.thinking).hasToString("Hm.");
		assertThat(whole.text).hasToString("Hi");
		Told stream = Told.ofStream(ANTHROPIC_MESSAGES, tagged(ANTHROPIC_MESSAGES, OPENAI_CHAT, Ability.THOUGHTS_FIRST)
			.stream(delta("Hm.</"), delta("think>\n\nHi"), chunk("{}", "'stop'"), "[DONE]"));
		assertThat(stream.thinking).hasToString("Hm.");
		assertThat(stream.text).hasToString("Hi");
	}

	@Test
	void case38_tagsAreTextWhereTheProviderTellsThoughtsItself() {
		Told told = Told.ofStream(ANTHROPIC_MESSAGES, tagged(ANTHROPIC_MESSAGES, OPENAI_CHAT, Ability.THINK_TAGS)
			.stream(chunk("{'reasoning_content':'T'}"), delta("<think>A"), chunk("{}", "'stop'"), "[DONE]"));
		assertThat(told.thinking).hasToString("T");
		assertThat(told.text).hasToString("<think>A");
	}

	private static String delta(String text) {
		return chunk("{'content':" + json(text) + "}");
	}

	private static String json(String text) {
		return "'" + text.replace("\n", "\\n") + "'";
	}

	private static String unescaped(@Nullable String text) {
		return (text != null) ? text.replace("\\n", "\n") : "";
	}

	@Test
	void case39_aThinkingBudgetLeavesRoomForTheAnswer() {
		var model = Crossed.with(ANTHROPIC_MESSAGES, Ability.THINKING_BUDGET);
		JsonNode sent = Crossed
			.call(OPENAI_RESPONSES, ANTHROPIC_MESSAGES,
					new dev.sluice.chat.TargetModel("m", 64000, -1,
							model.capabilities().without(Ability.THINKING_ADAPTIVE)),
					"{'model':'m','input':'Hi','max_output_tokens':100,'reasoning':{'effort':'medium'}}")
			.sent();
		long budget = sent.at("/thinking/budget_tokens").asLong();
		assertThat(budget).isGreaterThanOrEqualTo(1024);
		assertThat(sent.path("max_tokens").asLong()).isEqualTo(budget + 100);
	}

	@Test
	void case39_anAnswerThatThinkingAteUpIsAnEmptyAnswerAndNoError() {
		String answer = "{'candidates':[{'finishReason':'MAX_TOKENS','index':0}],'usageMetadata':{'promptTokenCount':9,"
				+ "'thoughtsTokenCount':50,'totalTokenCount':59},'modelVersion':'m'}";
		Told chat = Told.of(OPENAI_CHAT, Crossed.plain(OPENAI_CHAT, GEMINI_GENERATE).answer(answer));
		assertThat(chat.text).isEmpty();
		assertThat(chat.finish).isEqualTo("length");
		Told streamed = Told.ofStream(ANTHROPIC_MESSAGES,
				Crossed.plain(ANTHROPIC_MESSAGES, GEMINI_GENERATE).stream(answer));
		assertThat(streamed.finish).isEqualTo("max_tokens");
		assertThat(streamed.usage.at("/output_tokens").asInt()).isEqualTo(50);
		Told responses = Told.of(OPENAI_RESPONSES, Crossed.plain(OPENAI_RESPONSES, GEMINI_GENERATE).answer(answer));
		assertThat(responses.finish).isEqualTo("incomplete max_output_tokens");
	}

}
