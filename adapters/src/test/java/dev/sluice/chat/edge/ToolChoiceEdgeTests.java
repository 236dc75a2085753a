package dev.sluice.chat.edge;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.chat.Ability;

import static dev.sluice.call.Dialect.ANTHROPIC_MESSAGES;
import static dev.sluice.call.Dialect.GEMINI_GENERATE;
import static dev.sluice.call.Dialect.OLLAMA_CHAT;
import static dev.sluice.call.Dialect.OPENAI_CHAT;
import static dev.sluice.call.Dialect.OPENAI_RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;

/** Edge cases 13 to 16: how free the model is to call tools. */
class ToolChoiceEdgeTests {

	private static String chat(String more) {
		return "{'model':'m','messages':[{'role':'user','content':'Hi'}],'tools':[{'type':'function','function':"
				+ "{'name':'f','parameters':{'type':'object','properties':{'x':{'type':'integer'}}}}}]" + more + "}";
	}

	private static String messages(String more) {
		return "{'model':'m','max_tokens':5000,'messages':[{'role':'user','content':'Hi'}],'tools':[{'name':'f',"
				+ "'input_schema':{'type':'object'}}]" + more + "}";
	}

	private static JsonNode sent(Dialect client, Dialect provider, String request) {
		return Crossed.call(client, provider, request).sent();
	}

	@Test
	void case13_noneKeepsItsToolsAndSaysNothingOfParallelCalls() {
		JsonNode sent = sent(OPENAI_CHAT, ANTHROPIC_MESSAGES,
				chat(",'tool_choice':'none','parallel_tool_calls':false"));
		assertThat(sent.path("tool_choice").toString()).isEqualTo("{\"type\":\"none\"}");
		assertThat(sent.at("/tools/0/name").asString()).isEqualTo("f");
		JsonNode gemini = sent(OPENAI_CHAT, GEMINI_GENERATE, chat(",'tool_choice':'none'"));
		assertThat(gemini.at("/toolConfig/functionCallingConfig").toString()).isEqualTo("{\"mode\":\"NONE\"}");
		assertThat(gemini.at("/tools/0/functionDeclarations/0/name").asString()).isEqualTo("f");
		JsonNode ollama = sent(OPENAI_CHAT, OLLAMA_CHAT, chat(",'tool_choice':'none'"));
		assertThat(ollama.has("tools")).isFalse();
	}

	@Test
	void case13_noneOfAnthropicsAndGeminisIsNoneForOpenAi() {
		JsonNode chat = sent(ANTHROPIC_MESSAGES, OPENAI_CHAT, messages(",'tool_choice':{'type':'none'}"));
		assertThat(chat.path("tool_choice").asString()).isEqualTo("none");
		assertThat(chat.has("parallel_tool_calls")).isFalse();
		JsonNode responses = sent(GEMINI_GENERATE, OPENAI_RESPONSES,
				"{'contents':[{'role':'user','parts':[{'text':'Hi'}]}],'tools':[{'functionDeclarations':[{'name':'f'}]}],"
						+ "'toolConfig':{'functionCallingConfig':{'mode':'NONE'}}}");
		assertThat(responses.path("tool_choice").asString()).isEqualTo("none");
	}

	@Test
	void case14_oneCallAtATimeWithoutAChoiceLeavesTheModelFree() {
		JsonNode sent = sent(OPENAI_CHAT, ANTHROPIC_MESSAGES, chat(",'parallel_tool_calls':false"));
		assertThat(sent.path("tool_choice").toString())
			.isEqualTo("{\"type\":\"auto\",\"disable_parallel_tool_use\":true}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = { "'auto'|{'type':'auto','disable_parallel_tool_use':true}",
					"'required'|{'type':'any','disable_parallel_tool_use':true}",
					"{'type':'function','function':{'name':'f'}}"
							+ "|{'type':'tool','name':'f','disable_parallel_tool_use':true}" })
	void case14_oneCallAtATimeStandsBesideEveryChoice(String choice, String expected) {
		JsonNode sent = sent(OPENAI_CHAT, ANTHROPIC_MESSAGES,
				chat(",'parallel_tool_calls':false,'tool_choice':" + choice));
		assertThat(sent.path("tool_choice").toString()).isEqualTo(Crossed.json(expected));
		// And back.
		JsonNode back = sent(ANTHROPIC_MESSAGES, OPENAI_CHAT, messages(",'tool_choice':" + expected));
		assertThat(back.path("tool_choice").toString()).isEqualTo(Crossed.json(choice));
		assertThat(back.path("parallel_tool_calls").asBoolean(true)).isFalse();
	}

	@Test
	void case14_parallelCallsThatAreAllowedAnywayNeedNoWord() {
		JsonNode sent = sent(OPENAI_CHAT, ANTHROPIC_MESSAGES, chat(",'parallel_tool_calls':true"));
		assertThat(sent.has("tool_choice")).isFalse();
	}

	@Test
	void case14_withoutToolsThereIsNothingToChoose() {
		String bare = "{'model':'m','messages':[{'role':'user','content':'Hi'}],'tools':[],'tool_choice':'auto',"
				+ "'parallel_tool_calls':false}";
		for (Dialect provider : new Dialect[] { ANTHROPIC_MESSAGES, GEMINI_GENERATE, OPENAI_RESPONSES }) {
			JsonNode sent = sent(OPENAI_CHAT, provider, bare);
			assertThat(sent.propertyNames()).as(provider.id())
				.doesNotContain("tools", "tool_choice", "toolConfig", "parallel_tool_calls");
		}
		JsonNode chat = sent(ANTHROPIC_MESSAGES, OPENAI_CHAT,
				"{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'Hi'}],'tools':[],"
						+ "'tool_choice':{'type':'auto','disable_parallel_tool_use':true}}");
		assertThat(chat.propertyNames()).doesNotContain("tools", "tool_choice", "parallel_tool_calls");
	}

	@Test
	void case14_whatAProviderCannotSwitchOffIsNamed() {
		assertThat(Crossed.call(OPENAI_CHAT, GEMINI_GENERATE, chat(",'parallel_tool_calls':false")).dropped())
			.containsExactly("parallel_tool_calls");
	}

	@ParameterizedTest
	@ValueSource(strings = { "'required'", "{'type':'function','function':{'name':'f'}}" })
	void case15_thinkingThatIsAskedForWithAForcedToolIsRefused(String choice) {
		var refused = Crossed.refused(OPENAI_CHAT, ANTHROPIC_MESSAGES,
				chat(",'reasoning_effort':'high','tool_choice':" + choice));
		assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
		assertThat(refused.param()).isEqualTo("tool_choice");
	}

	@Test
	void case15_aForcedToolAloneLeavesThinkingOut() {
		JsonNode sent = sent(OPENAI_CHAT, ANTHROPIC_MESSAGES, chat(",'tool_choice':'required'"));
		assertThat(sent.at("/tool_choice/type").asString()).isEqualTo("any");
		assertThat(sent.has("thinking")).isFalse();
		JsonNode off = sent(OPENAI_CHAT, ANTHROPIC_MESSAGES,
				chat(",'reasoning_effort':'none','tool_choice':'required'"));
		assertThat(off.at("/thinking/type").asString()).isEqualTo("disabled");
		assertThat(off.at("/tool_choice/type").asString()).isEqualTo("any");
	}

	@Test
	void case15_aModelThatCannotBeForcedIsLeftFreeAndThatIsNamed() {
		Crossed crossed = Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES,
				Crossed.without(ANTHROPIC_MESSAGES, Ability.FORCED_TOOLS), chat(",'tool_choice':'required'"));
		assertThat(crossed.sent().at("/tool_choice/type").asString()).isEqualTo("auto");
		assertThat(crossed.dropped()).containsExactly("tool_choice");
		Crossed ollama = Crossed.call(OPENAI_CHAT, OLLAMA_CHAT, chat(",'tool_choice':'auto'"));
		assertThat(ollama.dropped()).isEmpty();
	}

	@Test
	void case15_aForcedToolThatOllamaDoesNotKnowIsNamed() {
		Crossed crossed = Crossed.call(OPENAI_CHAT, OLLAMA_CHAT, chat(",'tool_choice':'required'"));
		assertThat(crossed.dropped()).containsExactly("tool_choice");
		assertThat(crossed.sent().at("/tools/0/function/name").asString()).isEqualTo("f");
	}

	@Test
	void case16_toolsOfAHistoryAreDeclaredWhereTheyMustBe() {
		String history = "{'model':'m','messages':[{'role':'user','content':'Hi'},{'role':'assistant','content':null,"
				+ "'tool_calls':[{'id':'call_1','type':'function','function':{'name':'f','arguments':'{}'}}]},"
				+ "{'role':'tool','tool_call_id':'call_1','content':'ok'}]}";
		JsonNode sent = sent(OPENAI_CHAT, ANTHROPIC_MESSAGES, history);
		assertThat(sent.path("tools").toString())
			.isEqualTo(Crossed.json("[{'name':'f','input_schema':{'type':'object','properties':{}}}]"));
		assertThat(sent.has("tool_choice")).isFalse();
		// Others do not ask for it.
		assertThat(sent(OPENAI_CHAT, GEMINI_GENERATE, history).has("tools")).isFalse();
		JsonNode back = sent(ANTHROPIC_MESSAGES, OPENAI_CHAT,
				"{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'Hi'},{'role':'assistant','content':["
						+ "{'type':'tool_use','id':'t1','name':'f','input':{}}]},{'role':'user','content':["
						+ "{'type':'tool_result','tool_use_id':'t1','content':'ok'}]}]}");
		assertThat(back.has("tools")).isFalse();
	}

}
