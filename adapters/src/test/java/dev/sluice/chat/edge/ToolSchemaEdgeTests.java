package dev.sluice.chat.edge;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.chat.Ability;
import dev.sluice.chat.CodecChecks;

import static dev.sluice.call.Dialect.ANTHROPIC_MESSAGES;
import static dev.sluice.call.Dialect.GEMINI_GENERATE;
import static dev.sluice.call.Dialect.OLLAMA_CHAT;
import static dev.sluice.call.Dialect.OPENAI_CHAT;
import static dev.sluice.call.Dialect.OPENAI_RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;

/** Edge cases 17, 20 and 21: what tools look like, and what they are called. */
class ToolSchemaEdgeTests {

	private static String chat(String name, String schema) {
		return "{'model':'m','messages':[{'role':'user','content':'Hi'}],'tools':[{'type':'function','function':"
				+ "{'name':'" + name + "','parameters':" + schema + "}}]}";
	}

	private static Crossed older(String property) {
		return Crossed.call(OPENAI_CHAT, GEMINI_GENERATE, Crossed.without(GEMINI_GENERATE, Ability.PLAIN_SCHEMA),
				chat("f", "{'type':'object','properties':{'p':" + property
						+ "},'$defs':{'d':{'type':'string','description':'D'},'loop':{'type':'object','properties':"
						+ "{'next':{'$ref':'#/$defs/loop'}}}}}"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = {
			"{'type':'string','$comment':'x','contentEncoding':'base64'}|{'type':'string','description':'contentEncoding: base64'}",
			"{'type':'object','properties':{'a':{'type':'string'}},'additionalProperties':false}"
					+ "|{'type':'object','properties':{'a':{'type':'string'}}}",
			"{'$ref':'#/$defs/d'}|{'type':'string','description':'D'}",
			"{'oneOf':[{'type':'string'},{'type':'integer'}]}|{'anyOf':[{'type':'string'},{'type':'integer'}]}",
			"{'allOf':[{'type':'object','properties':{'a':{'type':'string'}},'required':['a']},"
					+ "{'properties':{'b':{'type':'string'}},'required':['b']}]}"
					+ "|{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'string'}},'required':['a','b']}",
			"{'const':'a'}|{'type':'string','enum':['a']}",
			"{'type':['string','null']}|{'type':'string','nullable':true}",
			"{'type':'array'}|{'type':'array','items':{'type':'string'}}",
			"{'type':'object','properties':{'a':{'type':'string'}},'required':['a','z']}"
					+ "|{'type':'object','properties':{'a':{'type':'string'}},'required':['a']}" })
	void case17_aSchemaIsRespelledInTheSubsetOfOlderGeminis(String property, String expected) {
		assertThat(older(property).sent().at("/tools/0/functionDeclarations/0/parameters/properties/p"))
			.isEqualTo(CodecChecks.tree(Crossed.json(expected)));
	}

	@Test
	void case17_numbersToChooseFromAreToldInWords() {
		JsonNode p = older("{'type':'integer','enum':[1,2]}").sent()
			.at("/tools/0/functionDeclarations/0/parameters/properties/p");
		assertThat(p.has("enum")).isFalse();
		assertThat(p.path("description").asString()).contains("1", "2");
	}

	@Test
	void case17_aSchemaThatHoldsItselfEnds() {
		Crossed crossed = older("{'$ref':'#/$defs/loop'}");
		assertThat(crossed.sent().at("/tools/0/functionDeclarations/0/parameters/properties/p/properties/next"))
			.hasToString("{\"type\":\"object\"}");
		assertThat(crossed.dropped()).containsExactly("tools.parameters.$ref");
	}

	@Test
	void case17_newerGeminisGetTheSchemaAsItIs() {
		String schema = "{'type':'object','properties':{'p':{'oneOf':[{'const':1},{'$ref':'#/$defs/d'}]}},"
				+ "'additionalProperties':false,'$defs':{'d':{'type':['string','null']}}}";
		Crossed crossed = Crossed.call(OPENAI_CHAT, GEMINI_GENERATE, chat("f", schema));
		JsonNode declared = crossed.sent().at("/tools/0/functionDeclarations/0");
		assertThat(declared.path("parametersJsonSchema")).isEqualTo(CodecChecks.tree(Crossed.json(schema)));
		assertThat(declared.has("parameters")).isFalse();
		assertThat(crossed.dropped()).isEmpty();
	}

	@Test
	void case17_anObjectWithoutPropertiesIsNoParameterAtAll() {
		JsonNode declared = Crossed
			.call(OPENAI_CHAT, GEMINI_GENERATE, Crossed.without(GEMINI_GENERATE, Ability.PLAIN_SCHEMA),
					chat("f", "{'type':'object','properties':{}}"))
			.sent()
			.at("/tools/0/functionDeclarations/0");
		assertThat(declared.toString()).isEqualTo("{\"name\":\"f\"}");
	}

	@Test
	void case17_aSchemaInGeminisWordsIsJsonSchemaForOthers() {
		String request = "{'contents':[{'role':'user','parts':[{'text':'Hi'}]}],'tools':[{'functionDeclarations':"
				+ "[{'name':'f','parameters':{'type':'OBJECT','properties':{'a':{'type':'STRING','nullable':true},"
				+ "'b':{'type':'ARRAY','items':{'type':'INTEGER'}}},'required':['a']}}]}]}";
		JsonNode schema = Crossed.call(GEMINI_GENERATE, ANTHROPIC_MESSAGES, request).sent().at("/tools/0/input_schema");
		assertThat(schema).isEqualTo(CodecChecks.tree(Crossed.json("{'type':'object','properties':{'a':{'type':"
				+ "['string','null']},'b':{'type':'array','items':{'type':'integer'}}},'required':['a']}")));
		assertThat(Crossed.call(GEMINI_GENERATE, OPENAI_CHAT, request).sent().at("/tools/0/function/parameters"))
			.isEqualTo(schema);
	}

	private static final String CUSTOM = "{'model':'m','messages':[{'role':'user','content':'Hi'},{'role':'assistant',"
			+ "'content':null,'tool_calls':[{'id':'call_1','type':'custom','custom':{'name':'run','input':'ls \\'-l\\''}}]},"
			+ "{'role':'tool','tool_call_id':'call_1','content':'ok'}],'tools':[{'type':'custom','custom':"
			+ "{'name':'run','description':'Runs.'}}]}";

	@ParameterizedTest
	@ValueSource(strings = { "anthropic-messages", "gemini-generate" })
	void case20_aToolOfFreeTextIsWrappedAndUnwrapped(String id) {
		Dialect provider = Dialect.byId(id);
		Crossed crossed = Crossed.call(OPENAI_CHAT, provider, CUSTOM);
		String sent = crossed.sentText();
		assertThat(sent).contains(Crossed.json("{'input':'ls \\'-l\\''}"), Crossed.json("'input':{'type':'string'}"));
		String answer = Providers.calling(provider, "{'input':'echo \\'hi\\''}").replace("'f'", "'run'");
		JsonNode call = crossed.answer(answer).at("/choices/0/message/tool_calls/0");
		assertThat(call.path("type").asString()).isEqualTo("custom");
		assertThat(call.at("/custom/input").asString()).isEqualTo("echo \"hi\"");
		if (provider == ANTHROPIC_MESSAGES) {
			String stream = crossed.stream(Providers.messageStart(),
					Providers.blockStart(0, "{'type':'tool_use','id':'toolu_1','name':'run','input':{}}"),
					Providers.blockDelta(0, "{'type':'input_json_delta','partial_json':'{\\'input\\': \\'ec'}"),
					Providers.blockDelta(0, "{'type':'input_json_delta','partial_json':'ho\\'}'}"),
					Providers.blockStop(0), Providers.messageDelta("tool_use"), Providers.messageStop());
			assertThat(Told.ofStream(OPENAI_CHAT, stream).called()).containsExactly("runecho");
		}
	}

	@Test
	void case20_onlyAllowedToolsAreOffered() {
		String request = "{'model':'m','messages':[{'role':'user','content':'Hi'}],'tools':["
				+ "{'type':'function','function':{'name':'f','parameters':{}}},"
				+ "{'type':'function','function':{'name':'g','parameters':{}}}],'tool_choice':{'type':'allowed_tools',"
				+ "'allowed_tools':{'mode':'%s','tools':[{'type':'function','function':{'name':'g'}}]}}}";
		JsonNode any = Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, request.formatted("required")).sent();
		assertThat(any.path("tools").valueStream().map((tool) -> tool.path("name").asString())).containsExactly("g");
		assertThat(any.at("/tool_choice/type").asString()).isEqualTo("any");
		JsonNode auto = Crossed.call(OPENAI_CHAT, GEMINI_GENERATE, request.formatted("auto")).sent();
		assertThat(auto.at("/tools/0/functionDeclarations").size()).isEqualTo(1);
		assertThat(auto.at("/toolConfig/functionCallingConfig/mode").asString()).isEqualTo("AUTO");
		JsonNode must = Crossed.call(OPENAI_CHAT, GEMINI_GENERATE, request.formatted("required")).sent();
		assertThat(must.at("/toolConfig/functionCallingConfig").toString())
			.isEqualTo("{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"g\"]}");
		JsonNode ollama = Crossed.call(OPENAI_CHAT, OLLAMA_CHAT, request.formatted("auto")).sent();
		assertThat(ollama.path("tools").size()).isEqualTo(1);
	}

	@Test
	void case20_aGroupOfToolsThatOnlyOpenAiKnowsIsNamedAndNotSilentlyLost() {
		Crossed crossed = Crossed.call(OPENAI_RESPONSES, ANTHROPIC_MESSAGES,
				"{'model':'m','input':'Hi','tools':[{'type':'namespace','name':'crm','tools':[{'type':'function',"
						+ "'name':'find','parameters':{}}]},{'type':'function','name':'f','parameters':{}}]}");
		assertThat(crossed.dropped()).singleElement().asString().startsWith("tools.");
		assertThat(crossed.sent().path("tools").size()).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "files.read|anthropic-messages|[a-zA-Z0-9_-]{1,128}",
			"files.read|openai-responses|[a-zA-Z0-9_-]{1,64}", "9lives|gemini-generate|[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}",
			"-x|gemini-generate|[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}",
			"größe|gemini-generate|[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}" })
	void case21_anIllegalNameIsReplacedAndComesBackInTheAnswer(String name, String id, String legal) {
		Dialect provider = Dialect.byId(id);
		Crossed crossed = Crossed.call(OPENAI_CHAT, provider, chat(name, "{'type':'object'}"));
		JsonNode tools = crossed.sent().path("tools");
		String sent = ((provider == GEMINI_GENERATE) ? tools.at("/0/functionDeclarations/0/name") : tools.at("/0/name"))
			.asString();
		assertThat(sent).isNotEqualTo(name).matches(legal);
		String answer = Providers.calling(provider, (provider == OPENAI_RESPONSES) ? "'{}'" : "{}")
			.replace("'name':'f'", "'name':'" + sent + "'");
		assertThat(Told.of(OPENAI_CHAT, crossed.answer(answer)).called()).containsExactly(name + "{}");
	}

	@Test
	void case21_aNameThatIsTooLongIsReplacedAlikeInTheHistory() {
		String name = "n".repeat(80);
		JsonNode sent = Crossed
			.call(ANTHROPIC_MESSAGES, OPENAI_CHAT,
					"{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'Hi'},{'role':'assistant',"
							+ "'content':[{'type':'tool_use','id':'t1','name':'" + name + "','input':{}}]},"
							+ "{'role':'user','content':[{'type':'tool_result','tool_use_id':'t1','content':'ok'}]}],"
							+ "'tools':[{'name':'" + name + "','input_schema':{'type':'object'}}],"
							+ "'tool_choice':{'type':'tool','name':'" + name + "'}}")
			.sent();
		String used = sent.at("/tools/0/function/name").asString();
		assertThat(used).hasSize(64);
		assertThat(sent.at("/messages/1/tool_calls/0/function/name").asString()).isEqualTo(used);
		assertThat(sent.at("/tool_choice/function/name").asString()).isEqualTo(used);
	}

	@Test
	void case21_twoNamesThatWouldBecomeOneAreRefused() {
		String tool = "{'type':'function','function':{'name':'%s','parameters':{}}}";
		var refused = Crossed.refused(OPENAI_CHAT, ANTHROPIC_MESSAGES,
				"{'model':'m','messages':[{'role':'user','content':'Hi'}],'tools':[" + tool.formatted("a.b") + ","
						+ tool.formatted("a_b") + "]}");
		assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
		assertThat(refused.clientMessage()).contains("a.b", "a_b");
	}

}
