package dev.sluice.wire.answer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.call.Dialect;
import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;
import dev.sluice.wire.EventJudge;
import dev.sluice.wire.EventJudge.Meaning;
import dev.sluice.wire.StreamFixture;

import static org.assertj.core.api.Assertions.assertThat;

class EventJudgesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			openai-chat/text.sse               | ILCCCUE    | true  | m-2026-08-01 |
			openai-chat/tools.sse              | LCCCCE     | true  | m-2026-08-01 |
			openai-chat/azure.sse              | LLCCUE     | true  | m-2026-08-01 |
			openai-chat/error-first.sse        | X          | false |              | too busy
			openai-chat/error-midway.sse       | LCX        | false | m-2026-08-01 | broke
			openai-completions/text.sse        | LCCE       | true  | m            |
			openai-responses/text.sse          | LLLLCCE    | true  | m-r          |
			openai-responses/failed.sse        | LXX        | true  | m-r          | no luck
			anthropic-messages/text.sse        | LLCLCE     | true  | claude-x     |
			anthropic-messages/thinking-tool.sse | LICCLCCLCE | true  | claude-x   |
			anthropic-messages/overloaded.sse  | LX         | false | claude-x     | Overloaded
			gemini-generate/text.sse           | CCC        | true  | gemini-x     |
			gemini-generate/text.json          | CCCI       | true  | gemini-x     |
			gemini-generate/blocked.sse        | C          | true  |              |
			gemini-generate/error.json         | XI         | false |              | overloaded
			ollama-chat/text.ndjson            | LCCE       | true  | q            |
			ollama-chat/error.ndjson           | CX         | false | q            | out of memory
			openai-images/partial.sse          | CE         | true  |              |
			openai-speech/speech.sse           | CE         | true  |              |
			openai-transcriptions/text.sse     | CEE        | true  |              |
			""")
	void tellsWhatEachEventMeans(String path, String expected, boolean finished, String model, String error) {
		StreamFixture fixture = StreamFixture.load(path);
		for (String end : path.endsWith(".sse") ? List.of("\n", "\r\n", "\r") : List.of("\n", "\r\n")) {
			EventJudge judge = EventJudges.forDialect(fixture.dialect());
			assertThat(letters(judge, fixture.withLineEnds(end))).isEqualTo(expected);
			assertThat(judge.finished()).isEqualTo(finished);
			assertThat(judge.servedModel()).isEqualTo(model);
			assertThat(judge.error()).isEqualTo(error);
		}
	}

	@ParameterizedTest
	@CsvSource({ "openai-chat/text.sse,9,4,-1,12,3", "openai-chat/azure.sse,9,4,-1,12,3",
			"openai-responses/text.sse,9,1,-1,4,2", "anthropic-messages/thinking-tool.sse,119,100,7,31,-1",
			"anthropic-messages/text.sse,12,-1,-1,3,-1", "gemini-generate/text.sse,9,-1,-1,24,20",
			"gemini-generate/blocked.sse,5,-1,-1,0,-1", "ollama-chat/text.ndjson,12,-1,-1,5,-1",
			"openai-images/partial.sse,5,-1,-1,7,-1", "openai-transcriptions/text.sse,-1,-1,-1,-1,-1" })
	void addsUpUsage(String path, long input, long read, long write, long output, long reasoning) {
		StreamFixture fixture = StreamFixture.load(path);
		EventJudge judge = EventJudges.forDialect(fixture.dialect());
		letters(judge, fixture);
		assertThat(judge.usage()).isEqualTo(Usage.of(input, output)
			.with(UsageKind.CACHED_READ, read)
			.with(UsageKind.CACHE_WRITE_5M, write)
			.with(UsageKind.REASONING, reasoning)
			.with(UsageKind.IMAGES, path.startsWith("openai-images") ? 1 : -1));
	}

	@Test
	void isNotFooledByTextAfterTheFirstContent() {
		EventJudge judge = EventJudges.forDialect(Dialect.OPENAI_CHAT);
		assertThat(judge(judge, chunk("\"delta\":{\"content\":\"a\"}"))).isEqualTo(Meaning.CONTENT);
		for (String text : List.of("[DONE]", "error", "\\\"error\\\":{}", "\\\"finish_reason\\\":\\\"stop\\\"",
				"data: [DONE]", "\\\\")) {
			assertThat(judge(judge, chunk("\"delta\":{\"content\":\"" + text + "\"}"))).isEqualTo(Meaning.CONTENT);
		}
		assertThat(judge(judge, chunk("\"delta\":{\"x\":{\"error\":{\"message\":\"inner\"}}}")))
			.isEqualTo(Meaning.CONTENT);
		assertThat(judge.finished()).isFalse();
		assertThat(judge(judge, chunk("\"delta\":{},\"finish_reason\" : \"stop\""))).isEqualTo(Meaning.CONTENT);
		assertThat(judge.finished()).isTrue();
		assertThat(judge(judge, "event: error\ndata: {\"message\":\"m\"}\n\n")).isEqualTo(Meaning.ERROR);
	}

	@Test
	void aStreamOfSeveralAnswersIsFinishedWithTheLastOfThem() {
		EventJudge chat = EventJudges.forDialect(Dialect.OPENAI_CHAT, 2);
		judge(chat, chunk("\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\""));
		assertThat(chat.finished()).isFalse();
		judge(chat, chunk("\"delta\":{\"content\":\"b\"},\"finish_reason\":\"stop\""));
		assertThat(chat.finished()).isTrue();
		assertThat(chat.ended()).isFalse();
		EventJudge gemini = EventJudges.forDialect(Dialect.GEMINI_GENERATE, 2);
		judge(gemini, "data: {\"candidates\":[{\"finishReason\":\"STOP\"}]}\n\n");
		assertThat(gemini.finished()).isFalse();
		judge(gemini, "data: {\"candidates\":[{\"index\":1,\"finishReason\":\"STOP\"}]}\n\n");
		assertThat(gemini.finished()).isTrue();
		EventJudge images = EventJudges.forDialect(Dialect.OPENAI_IMAGES, 2);
		judge(images, "event: image_generation.completed\ndata: {\"type\":\"image_generation.completed\"}\n\n");
		assertThat(images.finished()).isFalse();
	}

	@Test
	void theEndMarkEndsAnyNumberOfAnswers() {
		EventJudge chat = EventJudges.forDialect(Dialect.OPENAI_CHAT, 3);
		assertThat(judge(chat, "data: [DONE]\n\n")).isEqualTo(Meaning.END);
		assertThat(chat.finished()).isTrue();
		assertThat(chat.ended()).isTrue();
		EventJudge gemini = EventJudges.forDialect(Dialect.GEMINI_GENERATE, 2);
		judge(gemini, "data: {\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}\n\n");
		assertThat(gemini.finished()).isTrue();
		assertThat(gemini.ended()).isFalse();
	}

	@Test
	void toleratesOddEvents() {
		EventJudge judge = EventJudges.forDialect(Dialect.OPENAI_CHAT);
		assertThat(judge(judge, "\n")).isEqualTo(Meaning.IDLE);
		assertThat(judge(judge, ": ping\n\n")).isEqualTo(Meaning.IDLE);
		assertThat(judge(judge, "retry: 5\n\n")).isEqualTo(Meaning.IDLE);
		assertThat(judge(judge, "event: ping\ndata:\n\n")).isEqualTo(Meaning.IDLE);
		assertThat(judge(judge, "\uFEFFdata:{\"choices\":[]}\n\n")).isEqualTo(Meaning.LIFECYCLE);
		assertThat(judge(judge, "data: {\"choices\":\ndata: [],\"error\":null,\ndata: \"usage\":{\"prompt_tokens\":1,"
				+ "\"completion_tokens\":2}}\n\n"))
			.isEqualTo(Meaning.USAGE);
		assertThat(judge.usage().output()).isEqualTo(2);
		assertThat(judge(judge, "data: [{\"error\":{\"message\":\"x\"}}]\n\n")).isEqualTo(Meaning.ERROR);
		assertThat(judge(judge, "data: <html>\n\n")).isEqualTo(Meaning.ERROR);
		assertThat(judge(judge, "data: {\"choices\":[{\"delta\":{\"content\":\"\\ud83d\"}}]}\n\n"))
			.isEqualTo(Meaning.CONTENT);
		assertThat(judge(judge, "data:[DONE]\n\n")).isEqualTo(Meaning.END);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{"prompt_tokens":5,"completion_tokens":6,"total_tokens":18,"completion_tokens_details":{"reasoning_tokens":7}}|5|13
					{"prompt_tokens":5,"total_tokens":5}|5|0
					{"total_tokens":9}|9|0
					{"prompt_tokens":-1,"completion_tokens":6}|-1|6
					{"prompt_tokens":"5"}|-1|-1
					{"prompt_tokens":5,"completion_tokens":6,"prompt_cache_hit_tokens":3}|5|6
					null|-1|-1
					""")
	void knowsHowVendorsCount(String usage, long input, long output) {
		byte[] body = ("{\"choices\":[{}],\"usage\":" + usage + "}").getBytes(StandardCharsets.UTF_8);
		ReplyFacts facts = ReplyFacts.read(Dialect.OPENAI_CHAT, body, 0, body.length);
		assertThat(facts.usage().input()).isEqualTo(input);
		assertThat(facts.usage().output()).isEqualTo(output);
		assertThat(facts.failed()).isFalse();
	}

	@Test
	void readsManyDataLinesInLinearTime() {
		String event = "data: {\"choices\":[{\"delta\":{\"content\":[" + "\ndata: 1,".repeat(500_000)
				+ "\ndata: 1]}}]}\n\n";
		assertThat(judge(EventJudges.forDialect(Dialect.OPENAI_CHAT), event)).isEqualTo(Meaning.CONTENT);
	}

	private static String chunk(String choice) {
		return "data: {\"id\":\"c\",\"choices\":[{\"index\":0," + choice + "}]}\n\n";
	}

	private static Meaning judge(EventJudge judge, String event) {
		ByteBuf buffer = Unpooled.copiedBuffer(event, StandardCharsets.UTF_8);
		Meaning meaning = judge.judge(buffer);
		assertThat(buffer.readerIndex()).isZero();
		return meaning;
	}

	private static String letters(EventJudge judge, StreamFixture fixture) {
		List<String> letters = new ArrayList<>();
		for (byte[] event : fixture.eventsInPiecesOf(3)) {
			Meaning meaning = judge.judge(Unpooled.wrappedBuffer(event));
			letters.add((meaning == Meaning.ERROR) ? "X" : meaning.name().substring(0, 1));
		}
		return String.join("", letters);
	}

}
