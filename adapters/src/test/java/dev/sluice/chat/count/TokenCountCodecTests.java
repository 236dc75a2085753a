package dev.sluice.chat.count;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.CodecChecks;
import dev.sluice.chat.Crossing;
import dev.sluice.chat.DialectCodecs;
import dev.sluice.chat.Passage;
import dev.sluice.chat.anthropic.AnthropicMessagesCodec;
import dev.sluice.chat.gemini.GeminiGenerateCodec;
import dev.sluice.chat.responses.OpenAiResponsesCodec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TokenCountCodecTests {

	private static final String MESSAGES = """
			{"model":"c","system":"be brief","messages":[{"role":"user","content":"Hi"}],
			"tools":[{"name":"f","input_schema":{"type":"object"}}]}""";

	private static final TokenCountCodecs CODECS = new TokenCountCodecs(new DialectCodecs(
			List.of(new AnthropicMessagesCodec(), new GeminiGenerateCodec(), new OpenAiResponsesCodec())));

	@Test
	void geminiCountsInstructionsAndToolsToo() {
		Crossing crossing = begin(Dialect.ANTHROPIC_COUNT_TOKENS, Dialect.GEMINI_COUNT_TOKENS, MESSAGES);
		var request = CodecChecks.tree(crossing.body()).at("/generateContentRequest");
		assertThat(request.at("/model").asString()).isEqualTo("models/m");
		assertThat(request.at("/systemInstruction/parts/0/text").asString()).isEqualTo("be brief");
		assertThat(request.at("/contents/0/parts/0/text").asString()).isEqualTo("Hi");
		assertThat(request.at("/tools/0/functionDeclarations/0/name").asString()).isEqualTo("f");
		assertThat(answer(crossing, "{\"totalTokens\":31}")).isEqualTo("{\"input_tokens\":31}");
	}

	@Test
	void whatOnlyShapesAnAnswerIsNotCounted() {
		Crossing crossing = begin(Dialect.GEMINI_COUNT_TOKENS, Dialect.ANTHROPIC_COUNT_TOKENS, """
				{"generateContentRequest":{"model":"models/g","systemInstruction":{"parts":[{"text":"be brief"}]},
				"contents":[{"role":"user","parts":[{"text":"Hi"}]}],
				"generationConfig":{"maxOutputTokens":5,"temperature":0.5,"stopSequences":["x"]}}}""");
		assertThat(CodecChecks.tree(crossing.body())).isEqualTo(CodecChecks.tree("""
				{"model":"m","system":[{"type":"text","text":"be brief"}],
				"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}]}"""));
		assertThat(answer(crossing, "{\"input_tokens\":9}")).isEqualTo("{\"totalTokens\":9}");
	}

	@Test
	void openAiIsAskedForTheSame() {
		Crossing crossing = begin(Dialect.ANTHROPIC_COUNT_TOKENS, Dialect.OPENAI_INPUT_TOKENS, MESSAGES);
		var request = CodecChecks.tree(crossing.body());
		assertThat(request.propertyNames()).contains("model", "input", "tools").doesNotContain("store", "stream");
		assertThat(answer(crossing, "{\"object\":\"response.input_tokens\",\"input_tokens\":9}"))
			.isEqualTo("{\"input_tokens\":9}");
		Crossing back = begin(Dialect.OPENAI_INPUT_TOKENS, Dialect.ANTHROPIC_COUNT_TOKENS,
				"{\"model\":\"m\",\"input\":\"Hi\"}");
		assertThat(answer(back, "{\"input_tokens\":9}"))
			.isEqualTo("{\"object\":\"response.input_tokens\",\"input_tokens\":9}");
	}

	@Test
	void anAnswerWithoutACountIsNone() {
		Crossing crossing = begin(Dialect.ANTHROPIC_COUNT_TOKENS, Dialect.GEMINI_COUNT_TOKENS, MESSAGES);
		assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> answer(crossing, "{\"x\":1}"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "'Hi' | 4 | Hi", "[{\"type\":\"text\",\"text\":\"Hi\"},"
			+ "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"http://x\"}}] | 765 | Hi" })
	void anEstimateReadsTextAndCountsMediaByThePiece(String content, long atLeast, String text) {
		String json = content.startsWith("[") ? content : '"' + content + '"';
		PromptText prompt = PromptText
			.of(request("{\"model\":\"c\",\"messages\":[{\"role\":\"user\",\"content\":" + json + "}]}"));
		assertThat(prompt.text()).isEqualTo(text + "\n");
		assertThat(prompt.besides()).isBetween(atLeast, atLeast + 8);
	}

	private static ChatRequest request(String json) {
		TokenCountCodec codec = CODECS.find(Dialect.ANTHROPIC_COUNT_TOKENS);
		assertThat(codec).isNotNull();
		return codec.readRequest(json.getBytes(StandardCharsets.UTF_8), Envelope.NONE);
	}

	private static Crossing begin(Dialect from, Dialect to, String json) {
		Passage passage = CODECS.from(from).stream().filter((way) -> way.upstream() == to).findFirst().orElseThrow();
		return passage.begin(json.getBytes(StandardCharsets.UTF_8), Envelope.NONE, CodecChecks.target(to), false);
	}

	private static String answer(Crossing crossing, String json) {
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		return new String(crossing.answer(body, 0, body.length, CodecChecks.FRAME), StandardCharsets.UTF_8);
	}

}
