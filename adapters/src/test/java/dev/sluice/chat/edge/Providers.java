package dev.sluice.chat.edge;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

import dev.sluice.call.Dialect;

import static dev.sluice.call.Dialect.ANTHROPIC_MESSAGES;
import static dev.sluice.call.Dialect.GEMINI_GENERATE;
import static dev.sluice.call.Dialect.OLLAMA_CHAT;
import static dev.sluice.call.Dialect.OPENAI_CHAT;
import static dev.sluice.call.Dialect.OPENAI_RESPONSES;

/** What providers of each dialect answer, in the fewest words. */
final class Providers {

	static final List<Dialect> CLIENTS = List.of(OPENAI_CHAT, OPENAI_RESPONSES, ANTHROPIC_MESSAGES, GEMINI_GENERATE);

	static final List<Dialect> ALL = List.of(OPENAI_CHAT, OPENAI_RESPONSES, ANTHROPIC_MESSAGES, GEMINI_GENERATE,
			OLLAMA_CHAT);

	private Providers() {
	}

	/**
	 * Every client with every provider of another dialect.
	 */
	static Stream<Arguments> pairs() {
		return CLIENTS.stream()
			.flatMap((client) -> ALL.stream()
				.filter((provider) -> provider != client)
				.map((provider) -> Arguments.of(client, provider)));
	}

	/**
	 * A whole answer that calls {@code f}.
	 * @param arguments as JSON, where the dialect has a place for any
	 */
	static String calling(Dialect provider, String arguments) {
		return switch (provider) {
			case OPENAI_CHAT ->
				chat("{'role':'assistant','content':null,'tool_calls':[{'id':'call_1','type':'function',"
						+ "'function':{'name':'f'" + member("arguments", arguments) + "}}]}", "tool_calls");
			case OPENAI_RESPONSES -> responses("{'type':'function_call','id':'fc_1','call_id':'call_1','name':'f'"
					+ member("arguments", arguments) + ",'status':'completed'}");
			case ANTHROPIC_MESSAGES ->
				messages("{'type':'tool_use','id':'toolu_1','name':'f'" + member("input", arguments) + "}", "tool_use");
			case GEMINI_GENERATE ->
				gemini("{'functionCall':{'id':'g1','name':'f'" + member("args", arguments) + "}}", "STOP");
			default -> ollama("{'role':'assistant','content':'','tool_calls':[{'function':{'name':'f'"
					+ member("arguments", arguments) + "}}]}");
		};
	}

	/**
	 * A whole answer of text.
	 */
	static String saying(Dialect provider, String text) {
		return switch (provider) {
			case OPENAI_CHAT -> chat("{'role':'assistant','content':'" + text + "'}", "stop");
			case OPENAI_RESPONSES ->
				responses("{'type':'message','id':'msg_1','role':'assistant','status':'completed','content':[{'type':"
						+ "'output_text','text':'" + text + "','annotations':[]}]}");
			case ANTHROPIC_MESSAGES -> messages("{'type':'text','text':'" + text + "'}", "end_turn");
			case GEMINI_GENERATE -> gemini("{'text':'" + text + "'}", "STOP");
			default -> ollama("{'role':'assistant','content':'" + text + "'}");
		};
	}

	private static String member(String name, String value) {
		return value.isEmpty() ? "" : ",'" + name + "':" + value;
	}

	static String chat(String message, String finish) {
		return "{'id':'c1','object':'chat.completion','created':1794000000,'model':'m','choices':[{'index':0,'message':"
				+ message + ",'finish_reason':'" + finish + "'}],"
				+ "'usage':{'prompt_tokens':9,'completion_tokens':4,'total_tokens':13}}";
	}

	static String responses(String items) {
		return "{'id':'resp_1','object':'response','created_at':1794000000,'status':'completed','model':'m','output':["
				+ items + "],'usage':{'input_tokens':9,'output_tokens':4,'total_tokens':13}}";
	}

	static String messages(String blocks, String stop) {
		return "{'id':'msg_1','type':'message','role':'assistant','model':'m','content':[" + blocks
				+ "],'stop_reason':'" + stop + "','stop_sequence':null,"
				+ "'usage':{'input_tokens':9,'output_tokens':4}}";
	}

	static String gemini(String parts, String finish) {
		return "{'candidates':[{'content':{'role':'model','parts':[" + parts + "]},'finishReason':'" + finish
				+ "','index':0}],'usageMetadata':{'promptTokenCount':9,'candidatesTokenCount':4,'totalTokenCount':13},"
				+ "'modelVersion':'m','responseId':'r1'}";
	}

	static String ollama(String message) {
		return "{'model':'m','created_at':'2026-11-20T10:00:00Z','message':" + message
				+ ",'done':true,'done_reason':'stop','prompt_eval_count':9,'eval_count':4}";
	}

	/**
	 * A chunk of a chat's stream.
	 */
	static String chunk(String delta) {
		return chunk(delta, "null");
	}

	static String chunk(String delta, String finish) {
		return "{'id':'c1','object':'chat.completion.chunk','created':1794000000,'model':'m','choices':[{'index':0,"
				+ "'delta':" + delta + ",'finish_reason':" + finish + "}]}";
	}

	/**
	 * A delta of one tool call.
	 */
	static String call(String members, String function) {
		return chunk("{'tool_calls':[{" + members + "'function':{" + function + "}}]}");
	}

	static String usageChunk(String usage) {
		return "{'id':'c1','object':'chat.completion.chunk','created':1794000000,'model':'m','choices':[],'usage':"
				+ usage + "}";
	}

	/**
	 * The begin of a stream of messages.
	 */
	static String messageStart() {
		return "{'type':'message_start','message':{'id':'msg_1','type':'message','role':'assistant','model':'m',"
				+ "'content':[],'stop_reason':null,'usage':{'input_tokens':9,'output_tokens':1}}}";
	}

	static String blockStart(int index, String block) {
		return "{'type':'content_block_start','index':" + index + ",'content_block':" + block + "}";
	}

	static String blockDelta(int index, String delta) {
		return "{'type':'content_block_delta','index':" + index + ",'delta':" + delta + "}";
	}

	static String blockStop(int index) {
		return "{'type':'content_block_stop','index':" + index + "}";
	}

	static String messageDelta(String stop) {
		return "{'type':'message_delta','delta':{'stop_reason':'" + stop
				+ "','stop_sequence':null},'usage':{'output_tokens':4}}";
	}

	static String messageStop() {
		return "{'type':'message_stop'}";
	}

	/**
	 * A chunk of Gemini's.
	 */
	static String parts(String parts) {
		return "{'candidates':[{'content':{'role':'model','parts':[" + parts + "]},'index':0}],'modelVersion':'m'}";
	}

}
