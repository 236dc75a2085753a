package dev.sluice.chat.edge;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;

import dev.sluice.call.Dialect;
import dev.sluice.chat.Ability;
import dev.sluice.chat.CodecChecks;

import static dev.sluice.call.Dialect.ANTHROPIC_MESSAGES;
import static dev.sluice.call.Dialect.OPENAI_CHAT;
import static org.assertj.core.api.Assertions.assertThat;

/** Edge case 49: a stream where none was asked for, and the other way round. */
class ForcedStreamEdgeTests {

	private static final String ANSWER = Providers
		.messages("{'type':'thinking','thinking':'Hm.','signature':'c2ln'},{'type':'text','text':'Hi'},"
				+ "{'type':'tool_use','id':'toolu_1','name':'f','input':{'x':1}},"
				+ "{'type':'tool_use','id':'toolu_2','name':'g','input':{}}", "tool_use");

	private static final String[] STREAM = { Providers.messageStart(),
			Providers.blockStart(0, "{'type':'thinking','thinking':'','signature':''}"),
			Providers.blockDelta(0, "{'type':'thinking_delta','thinking':'H'}"),
			Providers.blockDelta(0, "{'type':'thinking_delta','thinking':'m.'}"),
			Providers.blockDelta(0, "{'type':'signature_delta','signature':'c2ln'}"), Providers.blockStop(0),
			Providers.blockStart(1, "{'type':'text','text':''}"),
			Providers.blockDelta(1, "{'type':'text_delta','text':'H'}"),
			Providers.blockDelta(1, "{'type':'text_delta','text':'i'}"), Providers.blockStop(1),
			Providers.blockStart(2, "{'type':'tool_use','id':'toolu_1','name':'f','input':{}}"),
			Providers.blockDelta(2, "{'type':'input_json_delta','partial_json':'{\\'x\\':'}"),
			Providers.blockDelta(2, "{'type':'input_json_delta','partial_json':'1}'}"), Providers.blockStop(2),
			Providers.blockStart(3, "{'type':'tool_use','id':'toolu_2','name':'g','input':{}}"), Providers.blockStop(3),
			Providers.messageDelta("tool_use"), Providers.messageStop() };

	static List<Dialect> clients() {
		return Providers.CLIENTS.stream().filter((client) -> client != ANTHROPIC_MESSAGES).toList();
	}

	@ParameterizedTest
	@MethodSource("clients")
	void case49_aWholeAnswerIsAStreamForWhoAskedForOne(Dialect client) {
		Crossed crossed = Crossed.plain(client, ANTHROPIC_MESSAGES);
		Told told = Told.ofStream(client, crossed.answerAsStream(ANSWER));
		Told streamed = Told.ofStream(client, crossed.stream(STREAM));
		assertThat(told).hasToString(streamed.toString());
		assertThat(told.text).hasToString("Hi");
		assertThat(told.called()).containsExactly("f{\"x\":1}", "g{}");
	}

	@ParameterizedTest
	@MethodSource("clients")
	void case49_aStreamIsAWholeAnswerForWhoAskedForNone(Dialect client) {
		Crossed crossed = Crossed.plain(client, ANTHROPIC_MESSAGES);
		JsonNode gathered = CodecChecks.tree(crossed.gathered(STREAM));
		assertThat(gathered).isEqualTo(crossed.answer(ANSWER));
	}

	@Test
	void case49_aModelThatOnlyStreamsIsAskedForAStreamWhateverTheClientWants() {
		String request = "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'Hi'}]}";
		JsonNode sent = Crossed
			.call(ANTHROPIC_MESSAGES, OPENAI_CHAT, Crossed.with(OPENAI_CHAT, Ability.STREAM_ONLY), request)
			.sent();
		assertThat(sent.path("stream").asBoolean()).isTrue();
		assertThat(sent.at("/stream_options/include_usage").asBoolean()).isTrue();
		assertThat(Crossed.call(ANTHROPIC_MESSAGES, OPENAI_CHAT, request).sent().has("stream")).isFalse();
	}

	@ParameterizedTest
	@MethodSource("clients")
	void case49_aStreamThatBreaksOffIsNoAnswer(Dialect client) {
		String failed = Crossed.plain(client, ANTHROPIC_MESSAGES).gathered(STREAM[0], STREAM[6], STREAM[7]);
		assertThat(CodecChecks.tree(failed).path("error").isObject()).isTrue();
		assertThat(failed).doesNotContain("Hi");
	}

	@ParameterizedTest
	@MethodSource("dev.sluice.chat.edge.Providers#pairs")
	void case49_everyDialectsAnswerCanBecomeAStream(Dialect client, Dialect provider) {
		String args = (provider == OPENAI_CHAT || provider == Dialect.OPENAI_RESPONSES) ? "'{\\'x\\':1}'" : "{'x':1}";
		Told told = Told.ofStream(client,
				Crossed.plain(client, provider).answerAsStream(Providers.calling(provider, args)));
		assertThat(told.called()).containsExactly("f{\"x\":1}");
		assertThat(told.usage).isNotNull();
	}

}
