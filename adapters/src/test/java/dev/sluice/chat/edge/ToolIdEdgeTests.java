package dev.sluice.chat.edge;

import java.util.HashSet;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.StreamReplay;

import static dev.sluice.call.Dialect.ANTHROPIC_MESSAGES;
import static dev.sluice.call.Dialect.GEMINI_GENERATE;
import static dev.sluice.call.Dialect.OLLAMA_CHAT;
import static dev.sluice.call.Dialect.OPENAI_CHAT;
import static dev.sluice.call.Dialect.OPENAI_RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;

/** Edge cases 5 to 7: ids of tool calls, and names where ids are not enough. */
class ToolIdEdgeTests {

	private static final String GEMINI_HISTORY = "{'contents':[{'role':'user','parts':[{'text':'Hi'}]},{'role':'model',"
			+ "'parts':[{'functionCall':{'name':'f','args':{'n':1}}},{'functionCall':{'name':'f','args':{'n':2}}}]},"
			+ "{'role':'user','parts':[{'functionResponse':{'name':'f','response':{'output':'one'}}},"
			+ "{'functionResponse':{'name':'f','response':{'output':'two'}}}]}],"
			+ "'tools':[{'functionDeclarations':[{'name':'f'}]}]}";

	@ParameterizedTest
	@ValueSource(strings = { "openai-chat", "openai-responses", "anthropic-messages" })
	void case05_callsWithoutIdsGetDifferentOnesThatNobodyCanGuess(String id) {
		Dialect client = Dialect.byId(id);
		String call = "{'functionCall':{'name':'f','args':{}}}";
		Told one = Told.of(client,
				Crossed.plain(client, GEMINI_GENERATE).answer(Providers.gemini(call + "," + call, "STOP")));
		Told two = Told.of(client,
				Crossed.plain(client, GEMINI_GENERATE).answer(Providers.gemini(call + "," + call, "STOP")));
		assertThat(one.ids()).allMatch((told) -> told.matches("[a-zA-Z0-9_-]{16,40}"));
		assertThat(new HashSet<>(List.of(one.ids().get(0), one.ids().get(1), two.ids().get(0), two.ids().get(1))))
			.hasSize(4);
	}

	@Test
	void case05_aStreamNamesTheIdOfItsCallOnceAndKeepsIt() {
		String stream = Crossed.framed(OPENAI_CHAT, Providers.call("'index':0,", "'name':'f','arguments':'{'"),
				Providers.call("'index':0,", "'arguments':'}'"), Providers.chunk("{}", "'tool_calls'"), "[DONE]");
		List<ChatEvent> events = StreamReplay.decode(OPENAI_CHAT,
				stream.getBytes(java.nio.charset.StandardCharsets.UTF_8), 0);
		assertThat(events).filteredOn(ChatEvent.ToolStarted.class::isInstance)
			.singleElement()
			.satisfies((event) -> assertThat(((ChatEvent.ToolStarted) event).id()).matches("call_[0-9a-f]{24}"));
	}

	@Test
	void case05_aHistoryWithoutIdsGetsTheSameOnesEachTimeItIsSent() {
		JsonNode first = Crossed.call(GEMINI_GENERATE, OPENAI_CHAT, GEMINI_HISTORY).sent();
		JsonNode again = Crossed.call(GEMINI_GENERATE, OPENAI_CHAT, GEMINI_HISTORY).sent();
		assertThat(first).isEqualTo(again);
		String one = first.at("/messages/1/tool_calls/0/id").asString();
		String two = first.at("/messages/1/tool_calls/1/id").asString();
		assertThat(one).isNotEqualTo(two);
		// Equal calls are told apart by their order.
		assertThat(first.at("/messages/2/tool_call_id").asString()).isEqualTo(one);
		assertThat(first.at("/messages/2/content").asString()).isEqualTo("one");
		assertThat(first.at("/messages/3/tool_call_id").asString()).isEqualTo(two);
		assertThat(first.at("/messages/3/content").asString()).isEqualTo("two");
	}

	@Test
	void case05_anIdThatStandsForNoneIsLeftOutOnItsWayBack() {
		Crossed crossed = Crossed.plain(OPENAI_CHAT, GEMINI_GENERATE);
		String call = crossed.answer(Providers.calling(GEMINI_GENERATE, "{}").replace("'id':'g1',", ""))
			.at("/choices/0/message")
			.toString();
		String id = Crossed.json(call).replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
		JsonNode sent = Crossed
			.call(OPENAI_CHAT, GEMINI_GENERATE,
					"{'model':'m','messages':[{'role':'user','content':'Hi'}," + call
							+ ",{'role':'tool','tool_call_id':'" + id + "','content':'ok'}]}")
			.sent();
		assertThat(sent.at("/contents/1/parts/0/functionCall/id").isMissingNode()).isTrue();
		assertThat(sent.at("/contents/2/parts/0/functionResponse/id").isMissingNode()).isTrue();
		assertThat(sent.at("/contents/2/parts/0/functionResponse/name").asString()).isEqualTo("f");
	}

	private static String chatHistory(String id) {
		return "{'model':'m','messages':[{'role':'user','content':'Hi'},{'role':'assistant','content':null,"
				+ "'tool_calls':[{'id':'" + id + "','type':'function','function':{'name':'f','arguments':'{}'}}]},"
				+ "{'role':'tool','tool_call_id':'" + id + "','content':'ok'}],'tools':[{'type':'function','function':"
				+ "{'name':'f','parameters':{'type':'object'}}}]}";
	}

	@ParameterizedTest
	@ValueSource(strings = { "functions.f:0", "a b", "é",
			"functions.weather_in_a_very_long_name_of_a_tool_that_never_" + "ends_and_goes_on_and_on_and_on:12345" })
	void case06_anIllegalIdIsReplacedAlikeInCallAndResult(String id) {
		JsonNode sent = Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, chatHistory(id)).sent();
		String used = sent.at("/messages/1/content/0/id").asString();
		assertThat(used).matches("[a-zA-Z0-9_-]{1,64}");
		assertThat(sent.at("/messages/2/content/0/tool_use_id").asString()).isEqualTo(used);
		assertThat(Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, chatHistory(id)).sent()).isEqualTo(sent);
		JsonNode other = Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, chatHistory(id + "1")).sent();
		assertThat(other.at("/messages/1/content/0/id").asString()).isNotEqualTo(used);
	}

	@Test
	void case06_anIdTooLongForOpenAiIsReplacedAlike() {
		String id = "toolu_" + "a".repeat(58);
		JsonNode sent = Crossed
			.call(ANTHROPIC_MESSAGES, OPENAI_CHAT,
					"{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'Hi'},{'role':'assistant',"
							+ "'content':[{'type':'tool_use','id':'" + id + "','name':'f','input':{}}]},"
							+ "{'role':'user','content':[{'type':'tool_result','tool_use_id':'" + id
							+ "','content':'ok'}]}]}")
			.sent();
		String used = sent.at("/messages/1/tool_calls/0/id").asString();
		assertThat(used).hasSizeLessThanOrEqualTo(40).matches("[a-zA-Z0-9_-]+");
		assertThat(sent.at("/messages/2/tool_call_id").asString()).isEqualTo(used);
	}

	@Test
	void case06_aLegalIdPassesAsItIs() {
		assertThat(Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, chatHistory("call_abc-9"))
			.sent()
			.at("/messages/1/content/0/id")
			.asString()).isEqualTo("call_abc-9");
	}

	@Test
	void case07_aResultIsSentWithTheNameOfItsCall() {
		JsonNode gemini = Crossed.call(OPENAI_CHAT, GEMINI_GENERATE, chatHistory("call_1")).sent();
		assertThat(gemini.at("/contents/2/parts/0/functionResponse/name").asString()).isEqualTo("f");
		assertThat(gemini.at("/contents/2/parts/0/functionResponse/id").asString()).isEqualTo("call_1");
		JsonNode ollama = Crossed.call(OPENAI_CHAT, OLLAMA_CHAT, chatHistory("call_1")).sent();
		assertThat(ollama.at("/messages/2/tool_name").asString()).isEqualTo("f");
		String responses = "{'model':'m','input':[{'role':'user','content':'Hi'},{'type':'function_call',"
				+ "'call_id':'call_1','name':'f','arguments':'{}'},{'type':'function_call_output',"
				+ "'call_id':'call_1','output':'ok'}]}";
		assertThat(Crossed.call(OPENAI_RESPONSES, GEMINI_GENERATE, responses)
			.sent()
			.at("/contents/2/parts/0/functionResponse/name")
			.asString()).isEqualTo("f");
	}

	@ParameterizedTest
	@ValueSource(strings = { "gemini-generate", "anthropic-messages", "ollama-chat" })
	void case07_aResultOfACallThatNobodyMadeIsRefused(String id) {
		String request = "{'model':'m','messages':[{'role':'user','content':'Hi'},"
				+ "{'role':'tool','tool_call_id':'call_9','content':'ok'}]}";
		assertThat(Crossed.refused(OPENAI_CHAT, Dialect.byId(id), request).kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
	}

}
