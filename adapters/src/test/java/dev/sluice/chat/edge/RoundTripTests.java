package dev.sluice.chat.edge;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.chat.CodecChecks;
import dev.sluice.chat.DialectCodec;
import dev.sluice.chat.TestCodecs;

import static dev.sluice.call.Dialect.ANTHROPIC_MESSAGES;
import static dev.sluice.call.Dialect.OPENAI_CHAT;
import static org.assertj.core.api.Assertions.assertThat;

/** Conversations that go to another dialect and come back say the same. */
class RoundTripTests {

	private static final String CALLS = "{'role':'assistant','content':'Look.','tool_calls':["
			+ "{'id':'call_1','type':'function','function':{'name':'f','arguments':'{\\'x\\':1.0}'}},"
			+ "{'id':'call_2','type':'function','function':{'name':'g','arguments':'{}'}}]}";

	@ParameterizedTest
	@ValueSource(strings = { "{'role':'system','content':'One.'},{'role':'user','content':'a'}",
			"{'role':'user','content':'a'}," + CALLS + ",{'role':'tool','tool_call_id':'call_1','content':'1'},"
					+ "{'role':'tool','tool_call_id':'call_2','content':'2'},{'role':'user','content':'Go on.'}",
			"{'role':'user','content':[{'type':'text','text':'a'},{'type':'image_url','image_url':"
					+ "{'url':'data:image/png;base64,iVBORw0KGgo='}}]}",
			"{'role':'user','content':'a'},{'role':'assistant','content':'b','reasoning_details':[{'type':"
					+ "'reasoning.text','text':'Hm','signature':'c2ln','format':'anthropic-claude-v1','index':0}]},"
					+ "{'role':'user','content':'c'}" })
	void aChatComesBackFromAnthropic(String messages) {
		assertComesBack(OPENAI_CHAT, ANTHROPIC_MESSAGES, "{'model':'m','messages':[" + messages + "]}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "'system':[{'type':'text','text':'One.'}],'messages':[{'role':'user','content':'a'}]",
			"'messages':[{'role':'user','content':'a'},{'role':'assistant','content':[{'type':'text','text':'Look.'},"
					+ "{'type':'tool_use','id':'toolu_1','name':'f','input':{'x':1.0}},"
					+ "{'type':'tool_use','id':'toolu_2','name':'g','input':{}}]},{'role':'user','content':["
					+ "{'type':'tool_result','tool_use_id':'toolu_1','content':'1'},"
					+ "{'type':'tool_result','tool_use_id':'toolu_2','content':'2'},{'type':'text','text':'Go on.'}]}]",
			"'messages':[{'role':'user','content':[{'type':'text','text':'a'},{'type':'image','source':"
					+ "{'type':'base64','media_type':'image/png','data':'iVBORw0KGgo='}}]}]",
			"'messages':[{'role':'user','content':'a'},{'role':'assistant','content':[{'type':'thinking',"
					+ "'thinking':'Hm','signature':'c2ln'},{'type':'text','text':'b'}]},{'role':'user','content':'c'}]",
			"'messages':[{'role':'user','content':[{'type':'text','text':'a'},{'type':'text','text':' '}]}]" })
	void aMessageComesBackFromOpenAi(String members) {
		assertComesBack(ANTHROPIC_MESSAGES, OPENAI_CHAT, "{'model':'m','max_tokens':9," + members + "}");
	}

	private static void assertComesBack(Dialect there, Dialect and, String request) {
		byte[] sent = written(there, and, Crossed.json(request).getBytes(StandardCharsets.UTF_8));
		byte[] back = written(and, there, sent);
		// Both in the form that their own codec gives them.
		byte[] own = written(there, there, Crossed.json(request).getBytes(StandardCharsets.UTF_8));
		assertThat(conversation(back)).isEqualTo(conversation(own));
	}

	private static byte[] written(Dialect from, Dialect to, byte[] body) {
		DialectCodec writer = TestCodecs.of(to);
		return writer.writeRequest(TestCodecs.of(from).readRequest(body, Envelope.NONE), TestCodecs.everything())
			.body();
	}

	// One text may be told as a string or as a list of one part.
	private static String conversation(byte[] body) {
		JsonNode whole = CodecChecks.tree(body);
		return (whole.path("system") + " " + whole.path("messages"))
			.replaceAll("\\[\\{\"type\":\"text\",\"text\":(\"[^\"]*\")}]", "$1");
	}

}
