package dev.sluice.chat;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;

import static org.assertj.core.api.Assertions.assertThat;

/** A Gemini model paints, speaks, writes a document and runs code. */
class AnswerLossesTests {

	private static final String ANSWER = """
			{"candidates":[{"content":{"role":"model","parts":[{"text":"Here."},\
			{"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="}},{"inlineData":{"mimeType":"audio/wav","data":"AAAA"}},\
			{"inlineData":{"mimeType":"application/pdf","data":"JVBERi0="}},{"executableCode":{"code":"1","language":"PYTHON"}}]},\
			"finishReason":"STOP","index":0}]}""";

	private static final String NAMES = "answer.image answer.audio answer.document answer.executableCode";

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "ANTHROPIC_MESSAGES|" + NAMES, "OPENAI_COMPLETIONS|" + NAMES,
					"OPENAI_CHAT|answer.audio answer.document answer.executableCode",
					"OPENAI_RESPONSES|answer.audio answer.document answer.executableCode", "GEMINI_GENERATE|''" })
	void whatClientsCannotBeToldIsNamed(Dialect client, String names) {
		byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
		Crossing whole = begin(client);
		whole.answer(body, 0, body.length, TestCodecs.FRAME);
		assertThat(String.join(" ", whole.dropped())).isEqualTo(names);
		Crossing asStream = begin(client);
		asStream.answerAsStream(body, 0, body.length, TestCodecs.FRAME);
		assertThat(String.join(" ", asStream.dropped())).isEqualTo(names);
		assertThat(streamed(begin(client), false)).isEqualTo(names);
		assertThat(streamed(begin(client), true)).isEqualTo(names);
	}

	private static String streamed(Crossing crossing, boolean asAnswer) {
		StreamTranslation stream = asAnswer ? crossing.streamAsAnswer(TestCodecs.FRAME)
				: crossing.stream(TestCodecs.FRAME);
		stream.translate(Unpooled.copiedBuffer("data: " + ANSWER + "\n\n", StandardCharsets.UTF_8), Unpooled.buffer());
		stream.end(Unpooled.buffer());
		return String.join(" ", crossing.dropped());
	}

	private static Crossing begin(Dialect client) {
		DialectCodec codec = TestCodecs.of(client);
		String body = switch (client) {
			case OPENAI_COMPLETIONS -> "{\"model\":\"m\",\"prompt\":\"Paint\"}";
			case OPENAI_RESPONSES -> "{\"model\":\"m\",\"input\":\"Paint\"}";
			case GEMINI_GENERATE -> "{\"contents\":[{\"parts\":[{\"text\":\"Paint\"}]}]}";
			default -> "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Paint\"}]}";
		};
		ChatRequest request = codec.readRequest(body.getBytes(StandardCharsets.UTF_8), Envelope.NONE);
		return Crossing.begin(codec, TestCodecs.of(Dialect.GEMINI_GENERATE), request,
				CodecChecks.target(Dialect.GEMINI_GENERATE), false);
	}

}
