package dev.sluice.chat.edge;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Dialect;

import static dev.sluice.call.Dialect.ANTHROPIC_MESSAGES;
import static dev.sluice.call.Dialect.GEMINI_GENERATE;
import static dev.sluice.call.Dialect.OLLAMA_CHAT;
import static dev.sluice.call.Dialect.OPENAI_CHAT;
import static dev.sluice.call.Dialect.OPENAI_RESPONSES;
import static dev.sluice.chat.edge.Providers.blockDelta;
import static dev.sluice.chat.edge.Providers.blockStart;
import static dev.sluice.chat.edge.Providers.blockStop;
import static dev.sluice.chat.edge.Providers.call;
import static dev.sluice.chat.edge.Providers.chunk;
import static dev.sluice.chat.edge.Providers.messageDelta;
import static dev.sluice.chat.edge.Providers.messageStart;
import static dev.sluice.chat.edge.Providers.messageStop;
import static dev.sluice.chat.edge.Providers.parts;
import static org.assertj.core.api.Assertions.assertThat;

/** Edge cases 8 to 12: tool calls in streams. */
class ToolStreamEdgeTests {

	private static final String[] INTERLEAVED = {
			call("'index':0,'id':'call_a','type':'function',", "'name':'f','arguments':''"),
			call("'index':0,", "'arguments':'{\\'x\\':'"),
			call("'index':1,'id':'call_b','type':'function',", "'name':'g','arguments':'{\\'y\\''"),
			call("'index':0,", "'arguments':'1}'"), call("'index':1,", "'arguments':':2}'"),
			chunk("{}", "'tool_calls'"), "[DONE]" };

	@ParameterizedTest
	@MethodSource("clientsOfChat")
	void case08_piecesOfTwoCallsThatInterleaveEachReachTheirOwn(Dialect client) {
		Told told = Told.ofStream(client, Crossed.plain(client, OPENAI_CHAT).stream(INTERLEAVED));
		assertThat(told.called()).containsExactly("f{\"x\":1}", "g{\"y\":2}");
	}

	static List<Dialect> clientsOfChat() {
		return List.of(ANTHROPIC_MESSAGES, OPENAI_RESPONSES, GEMINI_GENERATE);
	}

	@Test
	void case08_theFirstCallIsStreamedAsItComesAndTheSecondWaits() {
		List<JsonNode> events = Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT).events(INTERLEAVED);
		assertThat(Crossed.all(events, "/delta/partial_json")).containsExactly("{\"x\":", "1}", "{\"y\":2}");
	}

	@Test
	void case08_itemsOfAResponseThatInterleaveReachTheirOwn() {
		String[] stream = { "{'type':'response.created','response':{'id':'resp_1','model':'m','status':'in_progress'}}",
				"{'type':'response.output_item.added','output_index':0,'item':{'type':'function_call','id':'fc_1',"
						+ "'call_id':'call_a','name':'f','arguments':''}}",
				"{'type':'response.output_item.added','output_index':1,'item':{'type':'function_call','id':'fc_2',"
						+ "'call_id':'call_b','name':'g','arguments':''}}",
				"{'type':'response.function_call_arguments.delta','output_index':1,'item_id':'fc_2','delta':'{\\'y\\''}",
				"{'type':'response.function_call_arguments.delta','output_index':0,'item_id':'fc_1',"
						+ "'delta':'{\\'x\\':1}'}",
				"{'type':'response.function_call_arguments.delta','output_index':1,'item_id':'fc_2','delta':':2}'}",
				"{'type':'response.output_item.done','output_index':0,'item':{'type':'function_call','id':'fc_1',"
						+ "'call_id':'call_a','name':'f','arguments':'{\\'x\\':1}'}}",
				"{'type':'response.output_item.done','output_index':1,'item':{'type':'function_call','id':'fc_2',"
						+ "'call_id':'call_b','name':'g','arguments':'{\\'y\\':2}'}}",
				"{'type':'response.completed','response':{'id':'resp_1','status':'completed','output':[]}}" };
		for (Dialect client : List.of(ANTHROPIC_MESSAGES, OPENAI_CHAT, GEMINI_GENERATE)) {
			Told told = Told.ofStream(client, Crossed.plain(client, OPENAI_RESPONSES).stream(stream));
			assertThat(told.called()).as(client.id()).containsExactly("f{\"x\":1}", "g{\"y\":2}");
		}
	}

	@Test
	void case08_blocksBehindEachOtherBecomeNumberedCalls() {
		String[] stream = { messageStart(), blockStart(0, "{'type':'text','text':''}"),
				blockDelta(0, "{'type':'text_delta','text':'Now.'}"), blockStop(0),
				blockStart(1, "{'type':'tool_use','id':'toolu_1','name':'f','input':{}}"),
				blockDelta(1, "{'type':'input_json_delta','partial_json':'{\\'x\\':1}'}"), blockStop(1),
				blockStart(2, "{'type':'tool_use','id':'toolu_2','name':'g','input':{}}"),
				blockDelta(2, "{'type':'input_json_delta','partial_json':'{\\'y\\':2}'}"), blockStop(2),
				messageDelta("tool_use"), messageStop() };
		List<JsonNode> chunks = Crossed.plain(OPENAI_CHAT, ANTHROPIC_MESSAGES).events(stream);
		// The number among the calls, not among the blocks.
		assertThat(Crossed.all(chunks, "/choices/0/delta/tool_calls/0/index")).containsExactly("0", "0", "1", "1");
		assertThat(Crossed.all(chunks, "/choices/0/delta/tool_calls/0/id")).containsExactly("toolu_1", "toolu_2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "openai-chat", "gemini-generate", "ollama-chat" })
	void case09_callsThatComeWholeAreStartedFilledAndStopped(String id) {
		Dialect provider = Dialect.byId(id);
		String[] stream = switch (provider) {
			case OPENAI_CHAT -> new String[] { chunk("{'tool_calls':[{'index':0,'id':'call_a','type':'function',"
					+ "'function':{'name':'f','arguments':'{\\'x\\':1}'}},{'index':1,'id':'call_b','type':'function',"
					+ "'function':{'name':'g','arguments':'{\\'y\\':2}'}}]}", "'tool_calls'"), "[DONE]" };
			case GEMINI_GENERATE -> new String[] { Providers.gemini(
					"{'functionCall':{'name':'f','args':{'x':1}}}," + "{'functionCall':{'name':'g','args':{'y':2}}}",
					"STOP") };
			default -> new String[] { Providers.ollama("{'role':'assistant','content':'','tool_calls':[{'function':"
					+ "{'name':'f','arguments':{'x':1}}},{'function':{'name':'g','arguments':{'y':2}}}]}") };
		};
		List<JsonNode> events = Crossed.plain(ANTHROPIC_MESSAGES, provider).events(stream);
		assertThat(Crossed.all(events, "/content_block/input")).containsExactly("{}", "{}");
		assertThat(Crossed.all(events, "/delta/partial_json")).containsExactly("{\"x\":1}", "{\"y\":2}");
		assertThat(Crossed.all(events, "/delta/stop_reason")).containsExactly("tool_use");
		for (Dialect client : Providers.CLIENTS) {
			if (client != provider) {
				Told told = Told.ofStream(client, Crossed.plain(client, provider).stream(stream));
				assertThat(told.called()).as(client.id()).containsExactly("f{\"x\":1}", "g{\"y\":2}");
			}
		}
	}

	@Test
	void case09_anInputThatStandsInTheBeginOfABlockIsNotLost() {
		String stream = Crossed.plain(OPENAI_CHAT, ANTHROPIC_MESSAGES)
			.stream(messageStart(), blockStart(0, "{'type':'tool_use','id':'toolu_1','name':'f','input':{'x':1}}"),
					blockStop(0), messageDelta("tool_use"), messageStop());
		assertThat(Told.ofStream(OPENAI_CHAT, stream).called()).containsExactly("f{\"x\":1}");
	}

	@Test
	void case10_everyBlockStopsOnceWhateverFollowsACall() {
		String stream = Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT)
			.stream(chunk("{'content':'A'}"),
					call("'index':0,'id':'call_a','type':'function',", "'name':'f','arguments':'{}'"),
					chunk("{'content':'B'}"), chunk("{'reasoning_content':'C'}"), chunk("{}", "'tool_calls'"),
					chunk("{}", "'tool_calls'"), "[DONE]");
		// The reader itself sees to one stop per start and to indices without gaps.
		Told told = Told.ofStream(ANTHROPIC_MESSAGES, stream);
		assertThat(told.called()).containsExactly("f{}");
		assertThat(told.text).hasToString("AB");
		assertThat(told.thinking).hasToString("C");
		assertThat(stream.split("content_block_stop\"", -1)).hasSize(5);
	}

	@Test
	void case10_aProviderThatStopsABlockTwiceOrNeverMakesOneCall() {
		String[] stream = { messageStart(), blockStart(0, "{'type':'tool_use','id':'toolu_1','name':'f','input':{}}"),
				blockDelta(0, "{'type':'input_json_delta','partial_json':'{}'}"), blockStop(0), blockStop(0),
				blockStart(1, "{'type':'tool_use','id':'toolu_2','name':'g','input':{}}"), messageDelta("tool_use"),
				messageStop() };
		for (Dialect client : List.of(OPENAI_CHAT, OPENAI_RESPONSES, GEMINI_GENERATE)) {
			Told told = Told.ofStream(client, Crossed.plain(client, ANTHROPIC_MESSAGES).stream(stream));
			assertThat(told.called()).as(client.id()).containsExactly("f{}", "g{}");
		}
	}

	@Test
	void case11_aMissingIndexIsThePlaceInTheList() {
		String stream = Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT)
			.stream(chunk("{'tool_calls':[{'id':'call_a','type':'function','function':{'name':'f','arguments':'{}'}},"
					+ "{'id':'call_b','type':'function','function':{'name':'f','arguments':'{\\'n\\':2}'}}]}"),
					chunk("{}", "'tool_calls'"), "[DONE]");
		Told told = Told.ofStream(ANTHROPIC_MESSAGES, stream);
		assertThat(told.called()).containsExactly("f{}", "f{\"n\":2}");
		assertThat(told.ids()).containsExactly("call_a", "call_b");
	}

	@Test
	void case11_anotherIdUnderAUsedIndexIsAnotherCall() {
		String[] stream = { call("'index':0,'id':'call_a','type':'function',", "'name':'f','arguments':'{\\'n\\':1}'"),
				call("'index':0,'id':'call_b','type':'function',", "'name':'f','arguments':'{\\'n\\':2}'"),
				chunk("{}", "'tool_calls'"), "[DONE]" };
		for (Dialect client : clientsOfChat()) {
			Told told = Told.ofStream(client, Crossed.plain(client, OPENAI_CHAT).stream(stream));
			assertThat(told.called()).as(client.id()).containsExactly("f{\"n\":1}", "f{\"n\":2}");
			assertThat(told.ids()).containsExactly("call_a", "call_b");
		}
	}

	@Test
	void case11_anIdThatIsRepeatedInEveryDeltaIsTheSameCall() {
		Told told = Told.ofStream(ANTHROPIC_MESSAGES,
				Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT)
					.stream(call("'index':0,'id':'call_a','type':'function',", "'name':'f','arguments':'{'"),
							call("'index':0,'id':'call_a','type':'function',", "'name':'f','arguments':'}'"),
							chunk("{}", "'tool_calls'"), "[DONE]"));
		assertThat(told.called()).containsExactly("f{}");
	}

	@Test
	void case12_aStopBehindCallsSaysThatToolsAreCalled() {
		String[] chat = { call("'index':0,'id':'call_a','type':'function',", "'name':'f','arguments':'{}'"),
				chunk("{}", "'stop'"), "[DONE]" };
		assertThat(
				Told.ofStream(ANTHROPIC_MESSAGES, Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT).stream(chat)).finish)
			.isEqualTo("tool_use");
		// The call in one chunk, the stop in a later one.
		String[] gemini = { parts("{'functionCall':{'name':'f','args':{}}}"), Providers.gemini("{'text':''}", "STOP") };
		assertThat(Told.ofStream(OPENAI_CHAT, Crossed.plain(OPENAI_CHAT, GEMINI_GENERATE).stream(gemini)).finish)
			.isEqualTo("tool_calls");
		String[] ollama = {
				"{'model':'m','message':{'role':'assistant','content':'','tool_calls':[{'function':{'name':'f',"
						+ "'arguments':{}}}]},'done':false}",
				Providers.ollama("{'role':'assistant','content':''}") };
		assertThat(Told.ofStream(OPENAI_CHAT, Crossed.plain(OPENAI_CHAT, OLLAMA_CHAT).stream(ollama)).finish)
			.isEqualTo("tool_calls");
		assertThat(
				Told.ofStream(ANTHROPIC_MESSAGES, Crossed.plain(ANTHROPIC_MESSAGES, OLLAMA_CHAT).stream(ollama)).finish)
			.isEqualTo("tool_use");
	}

	@ParameterizedTest
	@ValueSource(strings = { "openai-chat", "gemini-generate", "ollama-chat" })
	void case12_aStopBesideCallsInAWholeAnswerSaysThatToolsAreCalled(String id) {
		Dialect provider = Dialect.byId(id);
		String answer = Providers.calling(provider, (provider == OPENAI_CHAT) ? "'{}'" : "{}")
			.replace("'tool_calls'}]", "'stop'}]");
		Told told = Told.of(ANTHROPIC_MESSAGES, Crossed.plain(ANTHROPIC_MESSAGES, provider).answer(answer));
		assertThat(told.finish).isEqualTo("tool_use");
	}

}
