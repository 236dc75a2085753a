package dev.sluice.chat.edge;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.sluice.chat.Ability;

import static dev.sluice.call.Dialect.ANTHROPIC_MESSAGES;
import static dev.sluice.call.Dialect.GEMINI_GENERATE;
import static dev.sluice.call.Dialect.OLLAMA_CHAT;
import static dev.sluice.call.Dialect.OPENAI_CHAT;
import static dev.sluice.call.Dialect.OPENAI_RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;

/** Edge cases 3, 4, 18 and 19: what tools give back. */
class ToolResultEdgeTests {

	private static final String CALLS = "{'role':'assistant','content':null,'tool_calls':["
			+ "{'id':'call_1','type':'function','function':{'name':'f','arguments':'{}'}},"
			+ "{'id':'call_2','type':'function','function':{'name':'g','arguments':'{}'}}]}";

	private static final String CHAT = "{'model':'m','messages':[{'role':'user','content':'Hi'}," + CALLS
			+ ",{'role':'tool','tool_call_id':'call_2','content':'two'},"
			+ "{'role':'tool','tool_call_id':'call_1','content':'one'},{'role':'user','content':'Go on.'}]}";

	private static final String IMAGE = "{'type':'image','source':{'type':'base64','media_type':'image/png',"
			+ "'data':'iVBORw0KGgo='}}";

	private static String messages(String results) {
		return "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'Hi'},{'role':'assistant','content':["
				+ "{'type':'tool_use','id':'toolu_1','name':'f','input':{}},"
				+ "{'type':'tool_use','id':'toolu_2','name':'g','input':{}}]},{'role':'user','content':[" + results
				+ "]}]}";
	}

	private static String result(String id, String more) {
		return "{'type':'tool_result','tool_use_id':'" + id + "'" + more + "}";
	}

	@Test
	void case03_severalResultsAreOneUserMessageOfAnthropics() {
		JsonNode messages = Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, CHAT).sent().path("messages");
		assertThat(messages.size()).isEqualTo(3);
		JsonNode content = messages.at("/2/content");
		assertThat(messages.at("/2/role").asString()).isEqualTo("user");
		assertThat(content.valueStream().map((block) -> block.path("type").asString())).containsExactly("tool_result",
				"tool_result", "text");
		assertThat(content.at("/2/text").asString()).isEqualTo("Go on.");
	}

	@Test
	void case03_severalResultsAreOneContentOfGeminisInTheOrderOfTheirCalls() {
		JsonNode contents = Crossed.call(OPENAI_CHAT, GEMINI_GENERATE, CHAT).sent().path("contents");
		assertThat(contents.size()).isEqualTo(3);
		assertThat(contents.at("/2/parts/0/functionResponse/name").asString()).isEqualTo("f");
		assertThat(contents.at("/2/parts/0/functionResponse/response").toString()).isEqualTo("{\"output\":\"one\"}");
		assertThat(contents.at("/2/parts/1/functionResponse/name").asString()).isEqualTo("g");
	}

	@Test
	void case03_resultsOfOneMessageAreMessagesOfTheirOwnForOpenAi() {
		String request = messages(result("toolu_1", ",'content':'one'") + "," + result("toolu_2", ",'content':'two'"));
		JsonNode chat = Crossed.call(ANTHROPIC_MESSAGES, OPENAI_CHAT, request).sent().path("messages");
		assertThat(chat.valueStream().map((message) -> message.path("role").asString())).containsExactly("user",
				"assistant", "tool", "tool");
		assertThat(chat.at("/3/tool_call_id").asString()).isEqualTo("toolu_2");
		JsonNode items = Crossed.call(ANTHROPIC_MESSAGES, OPENAI_RESPONSES, request).sent().path("input");
		assertThat(items.valueStream().map((item) -> item.path("type").asString("message"))).containsExactly("message",
				"function_call", "function_call", "function_call_output", "function_call_output");
	}

	@Test
	void case04_textBesideResultsFollowsThem() {
		String request = messages("{'type':'text','text':'Look:'}," + result("toolu_1", ",'content':'one'") + ","
				+ result("toolu_2", ",'content':'two'"));
		JsonNode chat = Crossed.call(ANTHROPIC_MESSAGES, OPENAI_CHAT, request).sent().path("messages");
		assertThat(chat.valueStream().map((message) -> message.path("role").asString())).containsExactly("user",
				"assistant", "tool", "tool", "user");
		assertThat(chat.at("/4/content").asString()).isEqualTo("Look:");
		JsonNode gemini = Crossed.call(ANTHROPIC_MESSAGES, GEMINI_GENERATE, request).sent();
		assertThat(gemini.at("/contents/2/parts/0").has("functionResponse")).isTrue();
		assertThat(gemini.at("/contents/2/parts/2/text").asString()).isEqualTo("Look:");
	}

	@Test
	void case04_aGeminiTurnOfTextAndResultsHasItsResultsFirst() {
		JsonNode sent = Crossed
			.call(GEMINI_GENERATE, ANTHROPIC_MESSAGES,
					"{'contents':[{'role':'user','parts':[{'text':'Hi'}]},{'role':'model','parts':[{'functionCall':"
							+ "{'name':'f','args':{}}}]},{'role':'user','parts':[{'text':'Look:'},{'functionResponse':"
							+ "{'name':'f','response':{'output':'one'}}}]}]}")
			.sent();
		assertThat(sent.at("/messages/2/content/0/type").asString()).isEqualTo("tool_result");
		assertThat(sent.at("/messages/2/content/1/text").asString()).isEqualTo("Look:");
	}

	@Test
	void case18_anImageThatAToolGaveFollowsAsTheUsersForOpenAisChat() {
		JsonNode messages = Crossed
			.call(ANTHROPIC_MESSAGES, OPENAI_CHAT,
					messages(result("toolu_1", ",'content':[{'type':'text','text':'see'}," + IMAGE + "]") + ","
							+ result("toolu_2", ",'content':'two'")))
			.sent()
			.path("messages");
		assertThat(messages.valueStream().map((message) -> message.path("role").asString())).containsExactly("user",
				"assistant", "tool", "tool", "user");
		assertThat(messages.at("/2/content").asString()).isEqualTo("see");
		assertThat(messages.at("/4/content/0/text").asString()).contains("toolu_1");
		assertThat(messages.at("/4/content/1/image_url/url").asString())
			.isEqualTo("data:image/png;base64,iVBORw0KGgo=");
	}

	@Test
	void case18_anImageThatAToolGaveStaysInItsResultWhereThatIsKnown() {
		String request = messages(
				result("toolu_1", ",'content':[" + IMAGE + "]") + "," + result("toolu_2", ",'content':'two'"));
		JsonNode responses = Crossed.call(ANTHROPIC_MESSAGES, OPENAI_RESPONSES, request).sent();
		assertThat(responses.at("/input/3/output/0/type").asString()).isEqualTo("input_image");
		JsonNode gemini = Crossed.call(ANTHROPIC_MESSAGES, GEMINI_GENERATE, request).sent();
		assertThat(gemini.at("/contents/2/parts/0/functionResponse/parts/0/inlineData/data").asString())
			.isEqualTo("iVBORw0KGgo=");
		JsonNode outside = Crossed
			.call(ANTHROPIC_MESSAGES, GEMINI_GENERATE, Crossed.without(GEMINI_GENERATE, Ability.TOOL_RESULT_IMAGES),
					request)
			.sent();
		assertThat(outside.at("/contents/2/parts").valueStream().filter((part) -> part.has("inlineData"))).hasSize(1);
		assertThat(outside.at("/contents/2/parts").valueStream().filter((part) -> part.has("functionResponse")))
			.hasSize(2);
	}

	@Test
	void case18_anImageOfAResponsesOutputReachesAnthropicInItsResult() {
		JsonNode sent = Crossed
			.call(OPENAI_RESPONSES, ANTHROPIC_MESSAGES,
					"{'model':'m','input':[{'role':'user','content':'Hi'},{'type':'function_call','call_id':'call_1',"
							+ "'name':'f','arguments':'{}'},{'type':'function_call_output','call_id':'call_1',"
							+ "'output':[{'type':'input_image','image_url':'data:image/png;base64,iVBORw0KGgo='}]}]}")
			.sent();
		assertThat(sent.at("/messages/2/content/0/content/0/source/data").asString()).isEqualTo("iVBORw0KGgo=");
	}

	@Test
	void case19_aFailedToolIsMarkedWhereverThereIsAMark() {
		String request = messages(result("toolu_1", ",'content':'no such file','is_error':true") + ","
				+ result("toolu_2", ",'content':'two'"));
		JsonNode gemini = Crossed.call(ANTHROPIC_MESSAGES, GEMINI_GENERATE, request).sent();
		assertThat(gemini.at("/contents/2/parts/0/functionResponse/response").toString())
			.isEqualTo("{\"error\":\"no such file\"}");
		assertThat(gemini.at("/contents/2/parts/1/functionResponse/response").toString())
			.isEqualTo("{\"output\":\"two\"}");
		JsonNode chat = Crossed.call(ANTHROPIC_MESSAGES, OPENAI_CHAT, request).sent();
		assertThat(chat.at("/messages/2/content").asString()).isEqualTo("[error] no such file");
		assertThat(chat.at("/messages/3/content").asString()).isEqualTo("two");
		JsonNode ollama = Crossed.call(ANTHROPIC_MESSAGES, OLLAMA_CHAT, request).sent();
		assertThat(ollama.at("/messages/2/content").asString()).contains("no such file").isNotEqualTo("no such file");
	}

	@Test
	void case19_onlyTheMemberErrorOfAGeminiResultIsAFailure() {
		String request = "{'contents':[{'role':'user','parts':[{'text':'Hi'}]},{'role':'model','parts':[{'functionCall':"
				+ "{'name':'f','args':{}}}]},{'role':'user','parts':[{'functionResponse':{'name':'f','response':%s}}]}]}";
		JsonNode failed = Crossed
			.call(GEMINI_GENERATE, ANTHROPIC_MESSAGES, request.formatted("{'error':'no such file'}"))
			.sent();
		assertThat(failed.at("/messages/2/content/0/is_error").asBoolean()).isTrue();
		assertThat(failed.at("/messages/2/content/0/content").asString()).isEqualTo("no such file");
		for (String fine : new String[] { "{'output':'error: none'}", "{'error':null,'rows':3}",
				"{'errors':0,'error':'','rows':3}" }) {
			JsonNode sent = Crossed.call(GEMINI_GENERATE, ANTHROPIC_MESSAGES, request.formatted(fine)).sent();
			assertThat(sent.at("/messages/2/content/0/is_error").asBoolean(false)).as(fine).isFalse();
		}
	}

	@Test
	void case19_theWordErrorInAChatsResultIsNotGuessedToBeAFailure() {
		JsonNode sent = Crossed
			.call(OPENAI_CHAT, ANTHROPIC_MESSAGES,
					"{'model':'m','messages':[{'role':'user','content':'Hi'},"
							+ CALLS.replaceAll(",\\{'id':'call_2.*", "]}")
							+ ",{'role':'tool','tool_call_id':'call_1','content':'{\\'error\\':\\'x\\'}'}]}")
			.sent();
		assertThat(sent.at("/messages/2/content/0").has("is_error")).isFalse();
		assertThat(sent.at("/messages/2/content/0/content").asString()).isEqualTo("{\"error\":\"x\"}");
	}

}
