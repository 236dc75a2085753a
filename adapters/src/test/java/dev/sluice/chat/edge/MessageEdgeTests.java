package dev.sluice.chat.edge;

import java.util.List;

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

/** Edge cases 22 to 30: messages and roles. */
class MessageEdgeTests {

	private static String chat(String messages) {
		return "{'model':'m','messages':[" + messages + "]}";
	}

	private static String said(String role, String text) {
		return "{'role':'" + role + "','content':'" + text + "'}";
	}

	private static String messages(String messages) {
		return "{'model':'m','max_tokens':9,'messages':[" + messages + "]}";
	}

	private static JsonNode sent(Dialect client, Dialect provider, String request) {
		return Crossed.call(client, provider, request).sent();
	}

	private static List<String> roles(JsonNode messages) {
		return messages.valueStream().map((message) -> message.path("role").asString()).toList();
	}

	@Test
	void case22_neighboursOfOneRoleAreMergedWhereRolesTakeTurns() {
		String request = chat(String.join(",", said("user", "a"), said("user", "b"), said("assistant", "c"),
				said("assistant", "d"), said("user", "e")));
		JsonNode anthropic = sent(OPENAI_CHAT, ANTHROPIC_MESSAGES, request).path("messages");
		assertThat(roles(anthropic)).containsExactly("user", "assistant", "user");
		assertThat(anthropic.at("/0/content").valueStream().map((block) -> block.path("text").asString()))
			.containsExactly("a", "b");
		JsonNode gemini = sent(OPENAI_CHAT, GEMINI_GENERATE, request).path("contents");
		assertThat(roles(gemini)).containsExactly("user", "model", "user");
		assertThat(gemini.at("/1/parts").valueStream().map((part) -> part.path("text").asString())).containsExactly("c",
				"d");
	}

	@Test
	void case22_neighboursOfOneRoleStayApartForOpenAi() {
		JsonNode chat = sent(ANTHROPIC_MESSAGES, OPENAI_CHAT,
				messages(String.join(",", said("user", "a"), said("user", "b"))));
		assertThat(roles(chat.path("messages"))).containsExactly("user", "user");
	}

	private static final String MIDWAY = chat(String.join(",", said("system", "Be kind."), said("user", "a"),
			said("assistant", "b"), said("user", "c"), said("system", "Now be brief.")));

	@Test
	void case23_instructionsMidwayStayInTheirPlaceWithAMarker() {
		JsonNode sent = sent(OPENAI_CHAT, ANTHROPIC_MESSAGES, MIDWAY);
		assertThat(sent.path("system").asString()).isEqualTo("Be kind.");
		assertThat(sent.at("/messages/2/content/1/text").asString()).isEqualTo("<system>\nNow be brief.\n</system>");
		JsonNode gemini = sent(OPENAI_CHAT, GEMINI_GENERATE, MIDWAY);
		assertThat(gemini.at("/systemInstruction/parts").size()).isEqualTo(1);
		assertThat(gemini.at("/contents/2/parts/1/text").asString()).contains("Now be brief.");
	}

	@Test
	void case23_instructionsMidwayAreNativeWhereTheModelTakesThem() {
		JsonNode sent = Crossed
			.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, Crossed.with(ANTHROPIC_MESSAGES, Ability.SYSTEM_MIDWAY), MIDWAY)
			.sent();
		assertThat(roles(sent.path("messages"))).containsExactly("user", "assistant", "user", "system");
		JsonNode chat = sent(ANTHROPIC_MESSAGES, OPENAI_CHAT,
				messages(said("user", "a") + "," + said("system", "Now be brief.")));
		assertThat(roles(chat.path("messages"))).containsExactly("user", "system");
	}

	@Test
	void case24_severalInstructionsKeepTheirOrderAndTheirMarks() {
		String request = chat("{'role':'system','content':[{'type':'text','text':'One.','prompt_cache_breakpoint':"
				+ "{'mode':'explicit'}}]}," + said("developer", "Two.") + "," + said("user", "Hi"));
		JsonNode system = sent(OPENAI_CHAT, ANTHROPIC_MESSAGES, request).path("system");
		assertThat(system.toString())
			.isEqualTo(Crossed.json("[{'type':'text','text':'One.','cache_control':{'type':'ephemeral'}},"
					+ "{'type':'text','text':'Two.'}]"));
		JsonNode gemini = sent(OPENAI_CHAT, GEMINI_GENERATE, request);
		assertThat(gemini.at("/systemInstruction/parts").valueStream().map((part) -> part.path("text").asString()))
			.containsExactly("One.", "Two.");
	}

	@Test
	void case24_blocksOfOneSystemAreJoinedByABlankLine() {
		String request = "{'model':'m','max_tokens':9,'system':[{'type':'text','text':'One.'},"
				+ "{'type':'text','text':'Two.'}],'messages':[" + said("user", "Hi") + "]}";
		assertThat(sent(ANTHROPIC_MESSAGES, OPENAI_CHAT, request).at("/messages/0/content").asString())
			.isEqualTo("One.\n\nTwo.");
		assertThat(sent(ANTHROPIC_MESSAGES, OLLAMA_CHAT, request).at("/messages/0/content").asString())
			.isEqualTo("One.\n\nTwo.");
	}

	@Test
	void case25_emptyTextAndMessagesLeftEmptyAreLeftOut() {
		String request = chat(String.join(",", said("user", "a"), said("assistant", "  "), said("user", "b"),
				"{'role':'assistant','content':[{'type':'text','text':''},{'type':'text','text':'c'}]}",
				said("user", "d")));
		JsonNode sent = sent(OPENAI_CHAT, ANTHROPIC_MESSAGES, request).path("messages");
		assertThat(roles(sent)).containsExactly("user", "assistant", "user");
		assertThat(sent.at("/0/content").size()).isEqualTo(2);
		assertThat(sent.at("/1/content").valueStream().map((block) -> block.path("text").asString()))
			.containsExactly("c");
	}

	@Test
	void case25_anAssistantThatOnlyCallsHasNoText() {
		String chat = chat(said("user", "a") + ",{'role':'assistant','content':null,'tool_calls':[{'id':'c1','type':"
				+ "'function','function':{'name':'f','arguments':'{}'}}]},{'role':'tool','tool_call_id':'c1',"
				+ "'content':''}");
		JsonNode sent = sent(OPENAI_CHAT, ANTHROPIC_MESSAGES, chat).path("messages");
		assertThat(sent.at("/1/content").size()).isEqualTo(1);
		assertThat(sent.at("/2/content/0/type").asString()).isEqualTo("tool_result");
		assertThat(sent.at("/2/content/0/content").asString("")).isEmpty();
		JsonNode back = sent(ANTHROPIC_MESSAGES, OPENAI_CHAT,
				messages(said("user", "a") + ",{'role':'assistant','content':[{'type':'tool_use','id':'t1','name':'f',"
						+ "'input':{}}]},{'role':'user','content':[{'type':'tool_result','tool_use_id':'t1'}]}"));
		assertThat(back.at("/messages/1/content").isNull()).isTrue();
		assertThat(back.at("/messages/2/content").asString()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "anthropic-messages", "gemini-generate" })
	void case25_whereNothingIsLeftTheCallIsRefused(String id) {
		var refused = Crossed.refused(OPENAI_CHAT, Dialect.byId(id),
				chat(said("system", "x") + "," + said("user", " ")));
		assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
		assertThat(refused.param()).isEqualTo("messages");
	}

	private static final String PREFILL = chat(said("user", "a") + "," + said("assistant", "The answer is  "));

	@Test
	void case26_aPrefillIsRefusedByNewModelsAndNeverContinuedByInventedWords() {
		var refused = Crossed.refused(OPENAI_CHAT, ANTHROPIC_MESSAGES, PREFILL);
		assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
		Crossed older = Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, Crossed.with(ANTHROPIC_MESSAGES, Ability.PREFILL),
				PREFILL);
		assertThat(roles(older.sent().path("messages"))).containsExactly("user", "assistant");
		Crossed openAi = Crossed.call(ANTHROPIC_MESSAGES, OPENAI_CHAT,
				messages(said("user", "a") + "," + said("assistant", "The answer is")));
		assertThat(roles(openAi.sent().path("messages"))).containsExactly("user", "assistant");
		assertThat(openAi.dropped()).containsExactly("messages.prefill");
	}

	@ParameterizedTest
	@CsvSource({ "PREFIX_MARK, prefix", "PARTIAL_MARK, partial" })
	void case26_vendorsThatContinueAPrefillAreToldByTheirOwnMark(Ability how, String mark) {
		Crossed crossed = Crossed.call(ANTHROPIC_MESSAGES, OPENAI_CHAT, Crossed.with(OPENAI_CHAT, how), messages(
				String.join(",", said("assistant", "Hm."), said("user", "a"), said("assistant", "The answer is"))));
		assertThat(crossed.sent().at("/messages/2/" + mark).asBoolean()).isTrue();
		assertThat(crossed.sent().at("/messages/0").has(mark)).isFalse();
		assertThat(crossed.dropped()).isEmpty();
		Crossed unfinished = Crossed.call(ANTHROPIC_MESSAGES, OPENAI_CHAT, Crossed.with(OPENAI_CHAT, how),
				messages(said("user", "a")));
		assertThat(unfinished.sentText()).doesNotContain(mark);
	}

	@Test
	void case26_whereAUserMustNotFollowAToolTheAssistantSpeaksBetween() {
		String loop = messages("{'role':'user','content':'Hi'},{'role':'assistant','content':[{'type':'tool_use',"
				+ "'id':'t1','name':'f','input':{}}]},{'role':'user','content':[{'type':'tool_result',"
				+ "'tool_use_id':'t1','content':'1'},{'type':'text','text':'Go on.'}]}");
		JsonNode mistral = Crossed
			.call(ANTHROPIC_MESSAGES, OPENAI_CHAT, Crossed.without(OPENAI_CHAT, Ability.USER_AFTER_TOOL), loop)
			.sent();
		assertThat(roles(mistral.path("messages"))).containsExactly("user", "assistant", "tool", "assistant", "user");
		assertThat(roles(Crossed.call(ANTHROPIC_MESSAGES, OPENAI_CHAT, loop).sent().path("messages")))
			.containsExactly("user", "assistant", "tool", "user");
	}

	@Test
	void case27_whiteSpaceAtTheEndOfAPrefillIsTrimmed() {
		JsonNode sent = Crossed
			.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, Crossed.with(ANTHROPIC_MESSAGES, Ability.PREFILL), PREFILL)
			.sent();
		assertThat(sent.at("/messages/1/content").asString()).isEqualTo("The answer is");
		// In the middle of a conversation it is the client's own business.
		JsonNode midway = sent(OPENAI_CHAT, ANTHROPIC_MESSAGES,
				chat(String.join(",", said("user", "a"), said("assistant", "b  "), said("user", "c"))));
		assertThat(midway.at("/messages/1/content").asString()).isEqualTo("b  ");
	}

	@Test
	void case28_theRoleDeveloperIsSystemWhereItIsNotKnown() {
		String request = chat(said("developer", "Be kind.") + "," + said("user", "Hi"));
		assertThat(sent(OPENAI_CHAT, OLLAMA_CHAT, request).at("/messages/0/role").asString()).isEqualTo("system");
		assertThat(sent(OPENAI_CHAT, ANTHROPIC_MESSAGES, request).path("system").asString()).isEqualTo("Be kind.");
		assertThat(sent(OPENAI_CHAT, OPENAI_RESPONSES, request).at("/input/0/role").asString()).isEqualTo("developer");
		String responses = "{'model':'m','input':[" + said("developer", "Be kind.") + "," + said("user", "Hi") + "]}";
		assertThat(sent(OPENAI_RESPONSES, OPENAI_CHAT, responses).at("/messages/0/role").asString())
			.isEqualTo("developer");
		assertThat(Crossed
			.call(OPENAI_RESPONSES, OPENAI_CHAT, Crossed.without(OPENAI_CHAT, Ability.DEVELOPER_ROLE), responses)
			.sent()
			.at("/messages/0/role")
			.asString()).isEqualTo("system");
	}

	@ParameterizedTest
	@ValueSource(strings = { "anthropic-messages", "gemini-generate" })
	void case29_aConversationThatTheAssistantBeginsIsRefusedInOurWords(String id) {
		Dialect provider = Dialect.byId(id);
		var first = Crossed.refused(OPENAI_CHAT, provider, chat(said("assistant", "a") + "," + said("user", "b")));
		assertThat(first.clientMessage()).contains("must be the user's");
		var none = Crossed.refused(OPENAI_CHAT, provider, chat(said("system", "a")));
		assertThat(none.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
		JsonNode openAi = sent(ANTHROPIC_MESSAGES, OPENAI_CHAT,
				messages(said("assistant", "a") + "," + said("user", "b")));
		assertThat(roles(openAi.path("messages"))).containsExactly("assistant", "user");
	}

	@Test
	void case30_aRefusalIsTextAndARefusalForAnthropicsClients() {
		JsonNode answer = Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT)
			.answer(Providers.chat("{'role':'assistant','content':null,'refusal':'I will not.'}", "stop"));
		assertThat(answer.at("/content/0/text").asString()).isEqualTo("I will not.");
		assertThat(answer.path("stop_reason").asString()).isEqualTo("refusal");
		List<JsonNode> events = Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT)
			.events(Providers.chunk("{'refusal':'I will'}"), Providers.chunk("{'refusal':' not.'}"),
					Providers.chunk("{}", "'stop'"), "[DONE]");
		assertThat(Crossed.joined(events, "/delta/text")).isEqualTo("I will not.");
		assertThat(Crossed.all(events, "/delta/stop_reason")).containsExactly("refusal");
	}

	@Test
	void case30_aRefusalOfAnthropicsIsAFilteredAnswerForOpenAisClients() {
		String answer = Providers.messages("", "refusal")
			.replace("'usage'",
					"'stop_details':{'type':'refusal','category':'bio','explanation':'Too risky.'},'usage'");
		JsonNode chat = Crossed.plain(OPENAI_CHAT, ANTHROPIC_MESSAGES).answer(answer);
		assertThat(chat.at("/choices/0/finish_reason").asString()).isEqualTo("content_filter");
		assertThat(chat.at("/choices/0/message/refusal").asString()).isEqualTo("Too risky.");
		Told responses = Told.of(OPENAI_RESPONSES, Crossed.plain(OPENAI_RESPONSES, ANTHROPIC_MESSAGES).answer(answer));
		assertThat(responses.refusal).hasToString("Too risky.");
		assertThat(responses.finish).isEqualTo("incomplete content_filter");
		String[] stream = { Providers.messageStart(),
				Providers.messageDelta("refusal")
					.replace("'stop_sequence':null", "'stop_details':{'type':'refusal','explanation':'Too risky.'}"),
				Providers.messageStop() };
		Told streamed = Told.ofStream(OPENAI_CHAT, Crossed.plain(OPENAI_CHAT, ANTHROPIC_MESSAGES).stream(stream));
		assertThat(streamed.refusal).hasToString("Too risky.");
		assertThat(streamed.finish).isEqualTo("content_filter");
	}

	@Test
	void case30_aRefusalInTheHistoryIsTextWhereThereIsNoWordForIt() {
		String request = chat(said("user", "a") + ",{'role':'assistant','content':null,'refusal':'I will not.'},"
				+ said("user", "b"));
		assertThat(sent(OPENAI_CHAT, ANTHROPIC_MESSAGES, request).at("/messages/1/content/0/text").asString())
			.isEqualTo("I will not.");
		assertThat(sent(OPENAI_CHAT, GEMINI_GENERATE, request).at("/contents/1/parts/0/text").asString())
			.isEqualTo("I will not.");
	}

}
