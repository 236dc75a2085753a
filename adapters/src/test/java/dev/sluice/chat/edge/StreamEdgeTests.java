package dev.sluice.chat.edge;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.TestCodecs;

import static dev.sluice.call.Dialect.ANTHROPIC_MESSAGES;
import static dev.sluice.call.Dialect.GEMINI_GENERATE;
import static dev.sluice.call.Dialect.OLLAMA_CHAT;
import static dev.sluice.call.Dialect.OPENAI_CHAT;
import static dev.sluice.call.Dialect.OPENAI_RESPONSES;
import static dev.sluice.chat.edge.Providers.chunk;
import static org.assertj.core.api.Assertions.assertThat;

/** Edge cases 65 to 75: the life of a stream. */
class StreamEdgeTests {

	/** Text of each dialect's stream, without an end. */
	private static String text(Dialect provider) {
		return switch (provider) {
			case OPENAI_CHAT ->
				Crossed.framed(provider, chunk("{'role':'assistant','content':''}"), chunk("{'content':'Hi'}"));
			case OPENAI_RESPONSES -> Crossed.framed(provider,
					"{'type':'response.created','response':{'id':'resp_1','model':'m','status':'in_progress'}}",
					"{'type':'response.output_item.added','output_index':0,'item':{'type':'message','id':'msg_1',"
							+ "'role':'assistant','content':[]}}",
					"{'type':'response.output_text.delta','output_index':0,'content_index':0,'item_id':'msg_1',"
							+ "'delta':'Hi'}");
			case ANTHROPIC_MESSAGES ->
				Crossed.framed(provider, Providers.messageStart(), Providers.blockStart(0, "{'type':'text','text':''}"),
						Providers.blockDelta(0, "{'type':'text_delta','text':'Hi'}"));
			case GEMINI_GENERATE -> Crossed.framed(provider, Providers.parts("{'text':'Hi'}"));
			default ->
				Crossed.framed(provider, "{'model':'m','message':{'role':'assistant','content':'Hi'},'done':false}");
		};
	}

	private static String error(Dialect provider) {
		return switch (provider) {
			case OPENAI_CHAT ->
				"data: {\"error\":{\"message\":\"Overloaded.\",\"code\":503,\"type\":\"server_error\"}}\n\n";
			case OPENAI_RESPONSES -> Crossed.framed(provider, "{'type':'response.failed','response':{'id':'resp_1',"
					+ "'status':'failed','error':{'code':'server_error','message':'Overloaded.'}}}");
			case ANTHROPIC_MESSAGES -> Crossed.framed(provider,
					"{'type':'error','error':{'type':'overloaded_error','message':'Overloaded.'}}");
			case GEMINI_GENERATE ->
				Crossed.framed(provider, "{'error':{'code':503,'message':'Overloaded.','status':'UNAVAILABLE'}}");
			default -> "{\"error\":\"Overloaded.\"}\n";
		};
	}

	@ParameterizedTest
	@MethodSource("dev.sluice.chat.edge.Providers#pairs")
	void case65_anErrorMidwayIsToldInTheClientsWordsAndNothingFollows(Dialect client, Dialect provider) {
		String stream = Crossed.plain(client, provider)
			.raw(text(provider) + error(provider) + text(provider), TestCodecs.FRAME);
		Told told = Told.ofStream(client, stream);
		assertThat(told.finish).isNull();
		assertThat(told.error.path("message").asString()).contains("Overloaded.");
		String last = stream.substring(stream.lastIndexOf("data: ", stream.length() - 3));
		switch (client) {
			case OPENAI_CHAT -> {
				assertThat(told.error.path("type").isString()).isTrue();
				assertThat(told.error.path("code").isString() || told.error.path("code").isNull()).isTrue();
			}
			case OPENAI_RESPONSES -> assertThat(stream).contains("event: error\n", "event: response.failed\n");
			case ANTHROPIC_MESSAGES -> assertThat(last).startsWith("data: {\"type\":\"error\"");
			default -> assertThat(told.error.path("status").asString()).isNotEmpty();
		}
	}

	@Test
	void case65_anErrorInAListOfGeminisIsAnElementAndTheListIsClosed() {
		AnswerFrame list = new AnswerFrame("req_1", null, "m", 1794000000, true, true);
		String stream = Crossed.plain(GEMINI_GENERATE, OPENAI_CHAT).raw(text(OPENAI_CHAT) + error(OPENAI_CHAT), list);
		JsonNode whole = dev.sluice.chat.CodecChecks.tree(stream);
		assertThat(whole.isArray()).isTrue();
		assertThat(whole.get(whole.size() - 1).path("error").isObject()).isTrue();
	}

	@Test
	void case65_theErrorOfOpenRoutersLastChunkIsNoFinish() {
		String chunk = chunk("{'content':''}", "'error'").replace("'choices'",
				"'error':{'code':502,'message':'Provider gone.'},'choices'");
		Told told = Told.ofStream(ANTHROPIC_MESSAGES, Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT)
			.raw(text(OPENAI_CHAT) + Crossed.framed(OPENAI_CHAT, chunk), TestCodecs.FRAME));
		assertThat(told.error.path("message").asString()).contains("Provider gone.");
	}

	@Test
	void case66_anErrorThatIsNullIsNoneAndIsNeverWritten() {
		String chunk = chunk("{'content':'Hi'}").replace("'choices'", "'error':null,'choices'");
		String stream = Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT).stream(chunk, chunk("{}", "'stop'"), "[DONE]");
		assertThat(Told.ofStream(ANTHROPIC_MESSAGES, stream).text).hasToString("Hi");
		for (Dialect provider : List.of(ANTHROPIC_MESSAGES, GEMINI_GENERATE, OLLAMA_CHAT, OPENAI_RESPONSES)) {
			String chat = Crossed.plain(OPENAI_CHAT, provider).raw(text(provider), TestCodecs.FRAME);
			assertThat(chat).doesNotContain("\"error\":null");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = { "{'error':{'message':'No.','code':402}}",
			"{'id':'c1','choices':[]}", "{'code':1302,'message':'No.'}", "{}", "[]", "null" })
	void case67_aBodyThatIsNoAnswerIsAnErrorOfTheProvidersWhateverItsStatus(String body) {
		assertThat(Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT).answerRefused(body).kind())
			.isEqualTo(ErrorKind.UPSTREAM_BAD_ANSWER);
		assertThat(Crossed.plain(OPENAI_CHAT, ANTHROPIC_MESSAGES).answerRefused(body).kind())
			.isEqualTo(ErrorKind.UPSTREAM_BAD_ANSWER);
		assertThat(Crossed.plain(OPENAI_CHAT, GEMINI_GENERATE).answerRefused(body).kind())
			.isEqualTo(ErrorKind.UPSTREAM_BAD_ANSWER);
	}

	@ParameterizedTest
	@MethodSource("dev.sluice.chat.edge.Providers#pairs")
	void case69_aStreamThatBreaksOffIsAnErrorAndNeverACleanEnd(Dialect client, Dialect provider) {
		Told told = Told.ofStream(client, Crossed.plain(client, provider).raw(text(provider), TestCodecs.FRAME));
		assertThat(told.error).isNotNull();
		assertThat(told.finish).isNull();
		assertThat(told.text.toString()).isIn("Hi", "");
	}

	@Test
	void case70_anEndMarkIsNotNeededOnceTheFinishWasTold() {
		String stream = Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT)
			.stream(chunk("{'content':'Hi'}"), chunk("{}", "'stop'"));
		assertThat(Told.ofStream(ANTHROPIC_MESSAGES, stream).finish).isEqualTo("end_turn");
		assertThat(stream).doesNotContain("[DONE]").endsWith("data: {\"type\":\"message_stop\"}\n\n");
	}

	@Test
	void case70_onlyClientsWhoseDialectHasAnEndMarkGetOne() {
		String anthropic = text(ANTHROPIC_MESSAGES) + Crossed.framed(ANTHROPIC_MESSAGES, Providers.blockStop(0),
				Providers.messageDelta("end_turn"), Providers.messageStop());
		assertThat(Crossed.plain(OPENAI_CHAT, ANTHROPIC_MESSAGES).raw(anthropic, TestCodecs.FRAME))
			.endsWith("data: [DONE]\n\n");
		assertThat(Crossed.plain(OPENAI_RESPONSES, ANTHROPIC_MESSAGES).raw(anthropic, TestCodecs.FRAME))
			.doesNotContain("[DONE]");
		assertThat(Crossed.plain(GEMINI_GENERATE, ANTHROPIC_MESSAGES).raw(anthropic, TestCodecs.FRAME))
			.doesNotContain("[DONE]");
	}

	@Test
	void case70_anEndMarkFromAProviderWithoutOneAndWhatFollowsIsIgnored() {
		String stream = Crossed.plain(OPENAI_CHAT, ANTHROPIC_MESSAGES)
			.raw(text(ANTHROPIC_MESSAGES) + Crossed.framed(ANTHROPIC_MESSAGES, Providers.blockStop(0),
					Providers.messageDelta("end_turn"), Providers.messageStop()) + "data: [DONE]\n\n"
					+ text(ANTHROPIC_MESSAGES), TestCodecs.FRAME);
		assertThat(Told.ofStream(OPENAI_CHAT, stream).text).hasToString("Hi");
	}

	private static final String ODD = "\uFEFF: OPENROUTER PROCESSING\n\n" + ": \n" + "id: 7\nretry: 100\n\n"
			+ "event: ping\n\n" + "\n\n\n" + "data:" + Crossed.json(chunk("{'content':'H'}")) + "\n\n"
			+ "event: message\nid: 8\ndata: " + Crossed.json(chunk("{'content':'i'}")) + "\n: note\n\n" + "data: \n\n"
			+ "data\n\n" + "unknown: x\ndata: " + Crossed.json(chunk("{}", "'stop'")) + "\n\n" + "data:  [DONE] \n\n"
			+ "data: " + Crossed.json(chunk("{'content':'after'}")) + "\n\n";

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\r" })
	void case71_commentsPingsAndEmptyEventsAreReadPastWhateverTheLineEnds(String end) {
		for (Dialect client : List.of(ANTHROPIC_MESSAGES, OPENAI_RESPONSES, GEMINI_GENERATE)) {
			String stream = Crossed.plain(client, OPENAI_CHAT).raw(ODD.replace("\n", end), TestCodecs.FRAME);
			assertThat(stream).as(client.id()).doesNotContain("PROCESSING", "retry", "id: ");
			assertThat(Told.ofStream(client, stream).text).as(client.id()).hasToString("Hi");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\r" })
	void case71_pingsOfAnthropicsAreNoEventsOfOthers(String end) {
		String stream = text(ANTHROPIC_MESSAGES).replaceFirst("event: content_block_delta",
				"event: ping\ndata: {\"type\":\"ping\"}\n\n: comment\n\nevent: content_block_delta")
				+ Crossed.framed(ANTHROPIC_MESSAGES, "{'type':'later_event','x':1}",
						Providers.blockDelta(0, "{'type':'later_delta','x':1}"), Providers.blockStop(0),
						Providers.messageDelta("end_turn"), Providers.messageStop());
		for (Dialect client : List.of(OPENAI_CHAT, OPENAI_RESPONSES, GEMINI_GENERATE)) {
			String told = Crossed.plain(client, ANTHROPIC_MESSAGES).raw(stream.replace("\n", end), TestCodecs.FRAME);
			assertThat(Told.ofStream(client, told).text).as(client.id()).hasToString("Hi");
			assertThat(told).doesNotContain("ping", "later");
		}
	}

	@Test
	void case71_anEventOverSeveralLinesAndOneWithoutABlankLineAreRead() {
		String stream = "data: "
				+ Crossed.json(chunk("{'content':'Hi'}")).replace(",\"choices\"", ",\ndata: \"choices\"") + "\n\ndata: "
				+ Crossed.json(chunk("{}", "'stop'")) + "\n\ndata: [DONE]";
		assertThat(Told.ofStream(ANTHROPIC_MESSAGES,
				Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT).raw(stream, TestCodecs.FRAME)).text)
			.hasToString("Hi");
	}

	@Test
	void case71_blankLinesBetweenLinesOfJsonAreReadPast() {
		String stream = "\n" + text(OLLAMA_CHAT).replace("\n", "\r\n") + "\r\n"
				+ Crossed.json(Providers.ollama("{'role':'assistant','content':'!'}"));
		assertThat(
				Told.ofStream(OPENAI_CHAT, Crossed.plain(OPENAI_CHAT, OLLAMA_CHAT).raw(stream, TestCodecs.FRAME)).text)
			.hasToString("Hi!");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = { "{'id':'','object':'','model':'','choices':[],'prompt_filter_results':[{'prompt_index':0}]}",
					"{'id':'c1','object':'chat.completion.chunk'}", "{'id':'c1','choices':null}",
					"{'id':'c1','choices':[{'index':0,'content_filter_results':{'hate':{'filtered':false}}}]}",
					"{'id':'c1','choices':[{'index':0,'delta':null,'finish_reason':null}]}" })
	void case72_aChunkWithoutChoicesIsReadPast(String odd) {
		for (Dialect client : List.of(ANTHROPIC_MESSAGES, OPENAI_RESPONSES, GEMINI_GENERATE)) {
			Told told = Told.ofStream(client, Crossed.plain(client, OPENAI_CHAT)
				.stream(odd, chunk("{'content':'Hi'}"), odd, chunk("{}", "'stop'"), odd, "[DONE]"));
			assertThat(told.text).as(client.id()).hasToString("Hi");
		}
	}

	private static final String BLOCKED = "{'promptFeedback':{'blockReason':'SAFETY'},'usageMetadata':"
			+ "{'promptTokenCount':9,'totalTokenCount':9},'modelVersion':'m','responseId':'r1'}";

	@ParameterizedTest
	@CsvSource({ "openai-chat, content_filter", "anthropic-messages, refusal",
			"openai-responses, incomplete content_filter" })
	void case73_aPromptThatGeminiBlocksIsAFilteredAnswer(String id, String finish) {
		Dialect client = Dialect.byId(id);
		Told whole = Told.of(client, Crossed.plain(client, GEMINI_GENERATE).answer(BLOCKED));
		assertThat(whole.finish).isEqualTo(finish);
		assertThat(whole.text).isEmpty();
		Told streamed = Told.ofStream(client, Crossed.plain(client, GEMINI_GENERATE).stream(BLOCKED));
		assertThat(streamed.finish).isEqualTo(finish);
		assertThat(streamed.usage.toString()).contains("9");
	}

	@Test
	void case73_aFilteredAnswerIsASafetyFinishForGeminisClients() {
		Told told = Told.of(GEMINI_GENERATE, Crossed.plain(GEMINI_GENERATE, OPENAI_CHAT)
			.answer(Providers.chat("{'role':'assistant','content':''}", "content_filter")));
		assertThat(told.finish).isEqualTo("SAFETY");
	}

	@Test
	void case75_theBeginOfAStreamIsMadeUpWhereTheProviderLeftItOut() {
		// Neither a chunk of the role nor a message_start; the strict readers want both.
		String chat = Crossed.framed(OPENAI_CHAT, chunk("{'content':'Hi'}"), chunk("{}", "'stop'"), "[DONE]");
		for (Dialect client : List.of(ANTHROPIC_MESSAGES, OPENAI_RESPONSES, GEMINI_GENERATE)) {
			String stream = Crossed.plain(client, OPENAI_CHAT).raw(chat, TestCodecs.FRAME);
			assertThat(Told.ofStream(client, stream).text).as(client.id()).hasToString("Hi");
		}
		String anthropic = Crossed.framed(ANTHROPIC_MESSAGES, Providers.blockStart(0, "{'type':'text','text':'Hi'}"),
				Providers.blockStop(0), Providers.messageDelta("end_turn"), Providers.messageStop());
		String stream = Crossed.plain(OPENAI_CHAT, ANTHROPIC_MESSAGES).raw(anthropic, TestCodecs.FRAME);
		Told told = Told.ofStream(OPENAI_CHAT, stream);
		assertThat(told.text).hasToString("Hi");
		assertThat(stream).startsWith("data: {\"id\":\"chatcmpl-req_1\"").contains("\"role\":\"assistant\"");
	}

	@Test
	void case75_aStreamWithoutAnyContentIsAnEmptyAnswer() {
		String stream = Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT).stream(chunk("{}", "'stop'"), "[DONE]");
		Told told = Told.ofStream(ANTHROPIC_MESSAGES, stream);
		assertThat(told.text).isEmpty();
		assertThat(told.finish).isEqualTo("end_turn");
	}

}
