package dev.sluice.chat.completions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.StreamDecoder;
import dev.sluice.chat.StreamEncoder;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.WrittenRequest;
import dev.sluice.chat.json.JsonWriter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link OpenAiCompletionsCodec}. */
class OpenAiCompletionsCodecTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static final Path FIXTURES = Path.of("src/test/resources/golden/openai-completions");

	private static final AnswerFrame FRAME = new AnswerFrame("req_1", null, "client-model", 1794000000, true, false);

	private final OpenAiCompletionsCodec codec = new OpenAiCompletionsCodec();

	@ParameterizedTest
	@ValueSource(strings = { "text", "losses", "suffix", "echo", "best-of" })
	void writesRequestsBackAsTheyWere(String name) throws IOException {
		byte[] body = Files.readAllBytes(FIXTURES.resolve("request-" + name + ".json"));
		TargetModel model = new TargetModel("m", -1, -1, Capabilities.of(Dialect.OPENAI_COMPLETIONS));
		WrittenRequest written = this.codec.writeRequest(this.codec.readRequest(body, Envelope.NONE), model);
		assertThat(JSON.readTree(written.body())).isEqualTo(JSON.readTree(body));
	}

	@Test
	void writesAnswersBackAsTheyWere() throws IOException {
		byte[] body = Files.readAllBytes(FIXTURES.resolve("answer-two.json"));
		byte[] written = this.codec.writeAnswer(this.codec.readAnswer(body, 0, body.length), FRAME);
		assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(body));
	}

	@Test
	void writesStreamsBackSoThatTheyMeanTheSame() throws IOException {
		List<ChatEvent> events = decode(Files.readString(FIXTURES.resolve("stream-text.sse")));
		assertThat(events.get(events.size() - 1)).isInstanceOf(ChatEvent.Ended.class);
		StreamEncoder encoder = this.codec.encoder(FRAME);
		JsonWriter out = new JsonWriter();
		events.forEach((event) -> encoder.encode(event, out));
		assertThat(decode(new String(out.toBytes(), StandardCharsets.UTF_8))).isEqualTo(events);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"suffix\":\"!\"", "\"echo\":true", "\"best_of\":3" })
	void refusesWhatNoChatModelDoes(String field) {
		ChatRequest request = read("{\"prompt\":\"Hi\"," + field + "}");
		assertThatExceptionOfType(GatewayException.class)
			.isThrownBy(() -> request.extras().lose(Dialect.OPENAI_CHAT, "", new Dropped()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "[1,2]", "[[1]]", "[\"a\",\"b\"]", "\"\"", "5" })
	void refusesPromptsThatAreNotOneText(String prompt) {
		assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> read("{\"prompt\":" + prompt + "}"))
			.satisfies((refusal) -> assertThat(refusal.param()).isEqualTo("prompt"));
	}

	@Test
	void namesLogprobsAsLost() {
		Dropped dropped = new Dropped();
		read("{\"prompt\":\"Hi\",\"logprobs\":2,\"best_of\":1,\"echo\":false}").extras()
			.lose(Dialect.OPENAI_CHAT, "", dropped);
		assertThat(dropped.names()).containsExactly("logprobs");
	}

	private ChatRequest read(String body) {
		return this.codec.readRequest(body.getBytes(StandardCharsets.UTF_8), Envelope.NONE);
	}

	private List<ChatEvent> decode(String stream) {
		List<ChatEvent> events = new ArrayList<>();
		StreamDecoder decoder = this.codec.decoder();
		for (String event : stream.split("(?<=\n\n)")) {
			decoder.decode(Unpooled.copiedBuffer(event, StandardCharsets.UTF_8), events::add);
		}
		decoder.end(events::add);
		return events;
	}

}
