package dev.sluice.wire.answer;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.call.Dialect;
import dev.sluice.wire.EventJudge;
import dev.sluice.wire.OutputText;
import dev.sluice.wire.StreamFixture;

import static org.assertj.core.api.Assertions.assertThat;

class OutputTextTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					openai-chat|{"choices":[{"delta":{"role":"assistant","content":"Hi \\"you\\"\\n"}}]}|Hi "you"⏎
					openai-chat|{"choices":[{"delta":{"reasoning_content":"a","reasoning":null,"refusal" : "b"}}]}|ab
					openai-chat|{"choices":[{"delta":{"tool_calls":[{"function":{"name":"f","arguments":"{\\"content\\":\\"x\\"}"}}]}}]}|{"content":"x"}
					openai-chat|{"type":"content","content":["x"],"content":{"a":"b"},"contents":"c"}|
					openai-chat|{"content":"\\u00e4\\ud83d\\ude00\\/ä😀\\u00zz"}|ä😀/ä😀u00zz
					openai-chat|{"content":"cut off |cut off
					openai-completions|{"choices":[{"text":"Hi"}]}|Hi
					openai-responses|{"type":"response.output_text.delta","delta":"Hi"}|Hi
					openai-responses|{"type":"response.output_text.done","text":"Hi"}|
					anthropic-messages|{"type":"content_block_delta","delta":{"type":"text_delta","text":"Hi"}}|Hi
					anthropic-messages|{"delta":{"thinking":"a"},"x":{"partial_json":"b"},"type":"text"}|ab
					gemini-generate|{"candidates":[{"content":{"parts":[{"text":"a"},{"text":"b"}],"role":"model"}}]}|ab
					ollama-chat|{"message":{"role":"assistant","content":"a","thinking":"b"},"done":false}|ab
					openai-speech|{"content":"a","text":"b","delta":"c"}|
					""")
	void findsTheTextOfAnEvent(String dialect, String event, String text) {
		OutputText output = OutputText.of(Dialect.byId(dialect));
		byte[] bytes = ("data: " + event).getBytes(StandardCharsets.UTF_8);
		output.take(bytes, 0, bytes.length);
		assertThat(output.kept()).isEqualTo((text != null) ? text.replace('⏎', '\n') : "");
		assertThat(output.length()).isEqualTo(output.keptLength());
	}

	@ParameterizedTest
	@CsvSource({ "openai-chat/text.sse", "anthropic-messages/thinking-tool.sse", "openai-responses/text.sse",
			"gemini-generate/text.sse", "ollama-chat/text.ndjson" })
	void isFilledByTheJudgeOfItsStream(String path) {
		StreamFixture fixture = StreamFixture.load(path);
		EventJudge judge = EventJudges.forDialect(fixture.dialect());
		OutputText output = OutputText.of(fixture.dialect());
		judge.keep(output);
		fixture.eventsInPiecesOf(3).forEach((event) -> judge.judge(Unpooled.wrappedBuffer(event)));
		assertThat(output.kept()).isNotBlank().doesNotContain("index");
	}

	@Test
	void keepsABoundedBeginningAndCountsTheRest() {
		OutputText output = OutputText.of(Dialect.OPENAI_CHAT);
		byte[] event = ("{\"content\":\"" + "0123456789".repeat(100) + "\"}").getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < 20; i++) {
			output.take(event, 0, event.length);
		}
		assertThat(output.length()).isEqualTo(20_000);
		assertThat(output.keptLength()).isEqualTo(OutputText.KEPT);
		assertThat(output.kept()).hasSize(OutputText.KEPT).startsWith("0123456789012").endsWith("0123");
	}

}
