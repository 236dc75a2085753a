package dev.sluice.chat.edge;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;

import static dev.sluice.call.Dialect.ANTHROPIC_MESSAGES;
import static dev.sluice.call.Dialect.GEMINI_GENERATE;
import static dev.sluice.call.Dialect.OLLAMA_CHAT;
import static dev.sluice.call.Dialect.OPENAI_CHAT;
import static dev.sluice.call.Dialect.OPENAI_RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;

/** Edge cases 1, 2 and 58: the arguments of tool calls. */
class ArgumentEdgeTests {

	private static String history(String arguments) {
		return "{'model':'m','messages':[{'role':'user','content':'Hi'},{'role':'assistant','content':null,"
				+ "'tool_calls':[{'id':'call_1','type':'function','function':{'name':'f'" + arguments + "}}]},"
				+ "{'role':'tool','tool_call_id':'call_1','content':'ok'}],'tools':[{'type':'function','function':"
				+ "{'name':'f','parameters':{'type':'object'}}}]}";
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ",'arguments':''", ",'arguments':' '", ",'arguments':'null'", ",'arguments':null",
			",'arguments':'{}'" })
	void case01_noArgumentsInAHistoryAreAnEmptyObject(String arguments) {
		String history = history(arguments);
		assertThat(Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, history).sent().at("/messages/1/content/0/input"))
			.hasToString("{}");
		assertThat(
				Crossed.call(OPENAI_CHAT, GEMINI_GENERATE, history).sent().at("/contents/1/parts/0/functionCall/args"))
			.hasToString("{}");
		assertThat(Crossed.call(OPENAI_CHAT, OLLAMA_CHAT, history)
			.sent()
			.at("/messages/1/tool_calls/0/function/arguments")).hasToString("{}");
		assertThat(Crossed.call(OPENAI_CHAT, OPENAI_RESPONSES, history).sent().at("/input/1/arguments").asString())
			.isEqualTo("{}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ",'input':null", ",'input':{}" })
	void case01_noInputInAHistoryIsATextOfAnEmptyObject(String input) {
		String history = "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'Hi'},{'role':'assistant',"
				+ "'content':[{'type':'tool_use','id':'toolu_1','name':'f'" + input + "}]},{'role':'user','content':"
				+ "[{'type':'tool_result','tool_use_id':'toolu_1','content':'ok'}]}],'tools':[{'name':'f',"
				+ "'input_schema':{'type':'object'}}]}";
		assertThat(Crossed.call(ANTHROPIC_MESSAGES, OPENAI_CHAT, history)
			.sent()
			.at("/messages/1/tool_calls/0/function/arguments")
			.asString()).isEqualTo("{}");
		assertThat(
				Crossed.call(ANTHROPIC_MESSAGES, OPENAI_RESPONSES, history).sent().at("/input/1/arguments").asString())
			.isEqualTo("{}");
		assertThat(Crossed.call(ANTHROPIC_MESSAGES, GEMINI_GENERATE, history)
			.sent()
			.at("/contents/1/parts/0/functionCall/args")).hasToString("{}");
	}

	@ParameterizedTest
	@MethodSource("dev.sluice.chat.edge.Providers#pairs")
	void case01_noArgumentsInAnAnswerAreAnEmptyObject(Dialect client, Dialect provider) {
		boolean text = provider == OPENAI_CHAT || provider == OPENAI_RESPONSES;
		for (String none : text ? new String[] { "''", "' '", "null", "'null'", "'{}'", "" }
				: new String[] { "{}", "null", "" }) {
			Told told = Told.of(client, Crossed.plain(client, provider).answer(Providers.calling(provider, none)));
			assertThat(told.called()).as(none).containsExactly("f{}");
		}
	}

	@Test
	void case01_aBlockThatEndsWithoutAnyInputBecomesOneEmptyObject() {
		String[] stream = { Providers.messageStart(),
				Providers.blockStart(0, "{'type':'tool_use','id':'toolu_1','name':'f','input':{}}"),
				Providers.blockDelta(0, "{'type':'input_json_delta','partial_json':''}"), Providers.blockStop(0),
				Providers.blockStart(1, "{'type':'tool_use','id':'toolu_2','name':'g','input':{}}"),
				Providers.blockStop(1), Providers.messageDelta("tool_use"), Providers.messageStop() };
		for (Dialect client : new Dialect[] { OPENAI_CHAT, OPENAI_RESPONSES, GEMINI_GENERATE }) {
			String text = Crossed.plain(client, ANTHROPIC_MESSAGES).stream(stream);
			assertThat(Told.ofStream(client, text).called()).containsExactly("f{}", "g{}");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "'arguments':''", "'arguments':null", "'name':'f'" })
	void case01_aCallWithoutFragmentsHasAnEmptyInput(String function) {
		String[] stream = { Providers.call("'index':0,'id':'call_1','type':'function',", "'name':'f'," + function),
				Providers.chunk("{}", "'tool_calls'"), "[DONE]" };
		String sse = Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT).stream(stream);
		assertThat(Told.ofStream(ANTHROPIC_MESSAGES, sse).called()).containsExactly("f{}");
		assertThat(sse).doesNotContain("input_json_delta");
		assertThat(
				Told.ofStream(OPENAI_RESPONSES, Crossed.plain(OPENAI_RESPONSES, OPENAI_CHAT).stream(stream)).called())
			.containsExactly("f{}");
		assertThat(Told.ofStream(GEMINI_GENERATE, Crossed.plain(GEMINI_GENERATE, OPENAI_CHAT).stream(stream)).called())
			.containsExactly("f{}");
	}

	@Test
	void case02_argumentsKeepTheirOrderAndTheirDigits() {
		String arguments = "{\\'z\\':9007199254740993,\\'a\\':[1.0,-0.0,1e400,{\\'k\\':null}],\\'u\\':\\'\\\\u00e9\\'}";
		Crossed crossed = Crossed.call(OPENAI_CHAT, ANTHROPIC_MESSAGES, history(",'arguments':'" + arguments + "'"));
		String object = Crossed.json("{'z':9007199254740993,'a':[1.0,-0.0,1e400,{'k':null}],'u':'\\u00e9'}");
		assertThat(crossed.sentText()).contains("\"input\":" + object);
		String answer = crossed.answerText(Providers.calling(ANTHROPIC_MESSAGES, object));
		assertThat(answer).contains("\"arguments\":\"" + object.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
	}

	@Test
	void case02_whiteSpaceBetweenTokensIsAllThatAnObjectLoses() {
		Crossed crossed = Crossed.plain(OPENAI_CHAT, ANTHROPIC_MESSAGES);
		String answer = crossed.answerText(Providers.calling(ANTHROPIC_MESSAGES, "{ 'b' : 'x  y' ,\n 'a' : [ 1 ] }"));
		assertThat(answer).contains(Crossed.json("'arguments':'{\\'b\\':\\'x  y\\',\\'a\\':[1]}'"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = { "[]", "1", "not json", "{\\'x\\':", "{} {}", "\\'x\\'" })
	void case02_aTextThatIsNoObjectIsRefusedBeforeAnythingIsSent(String arguments) {
		for (Dialect provider : new Dialect[] { ANTHROPIC_MESSAGES, GEMINI_GENERATE, OLLAMA_CHAT }) {
			var refused = Crossed.refused(OPENAI_CHAT, provider, history(",'arguments':'" + arguments + "'"));
			assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
			assertThat(refused.param()).isEqualTo("messages.tool_calls.function.arguments");
		}
	}

	@Test
	void case02_argumentsThatAServerWritesAsAnObjectAreRead() {
		Crossed crossed = Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT);
		Told whole = Told.of(ANTHROPIC_MESSAGES, crossed.answer(Providers.calling(OPENAI_CHAT, "{'x':1}")));
		assertThat(whole.called()).containsExactly("f{\"x\":1}");
		String stream = crossed.stream(
				Providers.call("'index':0,'id':'call_1','type':'function',", "'name':'f','arguments':{'x':1}"),
				Providers.chunk("{}", "'tool_calls'"), "[DONE]");
		assertThat(Told.ofStream(ANTHROPIC_MESSAGES, stream).called()).containsExactly("f{\"x\":1}");
	}

	@Test
	void case02_whatAModelWroteThatIsNoJsonIsShownAsItIs() {
		Crossed crossed = Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT);
		Told told = Told.of(ANTHROPIC_MESSAGES, crossed.answer(Providers.calling(OPENAI_CHAT, "'{\\'x\\': oops'")));
		assertThat(told.called()).containsExactly("f{\"_raw\":\"{\\\"x\\\": oops\"}");
	}

}
