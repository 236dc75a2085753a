package dev.sluice.chat;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Clients of Anthropic drop what a DeepSeek model thought, which wants it back. */
class RememberingCodecTests {

	private static final String ASKED = "{\"role\":\"user\",\"content\":\"Weather?\"}";

	private static final String CALLED = """
			{"role":"assistant","content":[{"type":"tool_use","id":"call_1","name":"look","input":{}}]},
			{"role":"user","content":[{"type":"tool_result","tool_use_id":"call_1","content":"Rain."}]}""";

	private static final String CALL = """
			"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"look","arguments":"{}"}}]""";

	private static final String ANSWER = answer("\"reasoning_content\":\"I look.\"," + CALL);

	private final ThoughtMemory memory = new ThoughtMemory();

	private final ProviderCodec provider = TestCodecs.of(Dialect.OPENAI_CHAT);

	@Test
	void sendsBackWhatWasThoughtBeforeTheCallsOfAWholeAnswer() {
		answered(begin(this.provider, ASKED), ANSWER);
		assertThat(thought(begin(this.provider, ASKED + "," + CALLED))).isEqualTo("I look.");
	}

	@Test
	void sendsBackWhatWasThoughtBeforeTheCallsOfAStream() {
		StreamTranslation stream = begin(this.provider, ASKED).stream(TestCodecs.FRAME);
		chunk(stream, "{\"reasoning_content\":\"I \"}", "null");
		chunk(stream, "{\"reasoning_content\":\"look.\"}", "null");
		chunk(stream, "{" + CALL + "}", "null");
		chunk(stream, "{}", "\"tool_calls\"");
		assertThat(thought(begin(this.provider, ASKED + "," + CALLED))).isEqualTo("I look.");
	}

	@Test
	void forgetsTheThoughtsOfAStreamThatBreaksOff() {
		StreamTranslation stream = begin(this.provider, ASKED).stream(TestCodecs.FRAME);
		chunk(stream, "{\"reasoning_content\":\"I look.\"," + CALL + "}", "null");
		stream.end(Unpooled.buffer());
		assertThat(stream.failure()).isNotNull();
		assertThat(thought(begin(this.provider, ASKED + "," + CALLED))).isNull();
	}

	@Test
	void forgetsTheThoughtsOfAnAnswerThatCallsNothing() {
		answered(begin(this.provider, ASKED), answer("\"reasoning_content\":\"I look.\",\"content\":\"Rain.\""));
		assertThat(thought(begin(this.provider, ASKED + "," + CALLED))).isNull();
	}

	@Test
	void tellsNoOtherConversationWhatWasThought() {
		answered(begin(this.provider, ASKED), ANSWER);
		String other = ASKED.replace("Weather?", "Weather, please?");
		assertThat(thought(begin(this.provider, other + "," + CALLED))).isNull();
	}

	@Test
	void remembersTheThoughtsAlsoOfAnAnswerThatComesLater() {
		Crossing crossing = begin(new Queued(this.provider), ASKED);
		assertThat(unfinished(crossing, "{\"job\":\"7\"}")).isEqualTo("7");
		// Not every answer repeats the id.
		assertThat(unfinished(crossing, "{}")).isEqualTo("7");
		assertThat(unfinished(crossing, ANSWER)).isNull();
		answered(crossing, ANSWER);
		assertThat(thought(begin(new Queued(this.provider), ASKED + "," + CALLED))).isEqualTo("I look.");
	}

	@Test
	void blamesTheProviderForAJobThatIsNoJson() {
		assertThatExceptionOfType(GatewayException.class)
			.isThrownBy(() -> unfinished(begin(new Queued(this.provider), ASKED), "<html>"))
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(ErrorKind.UPSTREAM_BAD_ANSWER));
	}

	@Test
	void looksLikeTheCodecThatItStandsFor() {
		Crossing crossing = begin(new Queued(this.provider), ASKED);
		assertThat(crossing.described()).isTrue();
		assertThat(crossing.streams()).isTrue();
		assertThat(crossing.shape(Dialect.OPENAI_CHAT)).isSameAs(Queued.SHAPE);
		assertThat(crossing.dropped()).isEmpty();
	}

	private Crossing begin(ProviderCodec provider, String messages) {
		byte[] body = ("{\"model\":\"m\",\"max_tokens\":9,\"tools\":[{\"name\":\"look\",\"input_schema\":"
				+ "{\"type\":\"object\"}}],\"messages\":[" + messages + "]}")
			.getBytes(StandardCharsets.UTF_8);
		TargetModel target = new TargetModel("m", -1, -1,
				Capabilities.of(Dialect.OPENAI_CHAT).with(Ability.REASONING_CONTENT));
		return new ChatPassage(TestCodecs.of(Dialect.ANTHROPIC_MESSAGES), provider, this.memory).begin(body,
				Envelope.NONE, target, false);
	}

	private static @Nullable String thought(Crossing crossing) {
		JsonNode called = CodecChecks.tree(crossing.body()).get("messages").get(1);
		JsonNode thought = called.get("reasoning_content");
		return (thought != null) ? thought.asString() : null;
	}

	private static String answer(String message) {
		return "{\"id\":\"1\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\"," + message
				+ "},\"finish_reason\":\"stop\"}]}";
	}

	private static void answered(Crossing crossing, String answer) {
		byte[] body = answer.getBytes(StandardCharsets.UTF_8);
		crossing.answer(body, 0, body.length, TestCodecs.FRAME);
	}

	private static @Nullable String unfinished(Crossing crossing, String answer) {
		return crossing.unfinished(answer.getBytes(StandardCharsets.UTF_8));
	}

	private static void chunk(StreamTranslation stream, String delta, String finish) {
		ByteBuf event = Unpooled.copiedBuffer(
				"data: {\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}\n\n",
				StandardCharsets.UTF_8);
		stream.translate(event, Unpooled.buffer());
	}

	/**
	 * A described API that answers with jobs.
	 *
	 * @param codec what reads its final answers
	 */
	private record Queued(ProviderCodec codec) implements ProviderCodec {

		private static final AnswerShape SHAPE = AnswerShape.of(Dialect.OPENAI_CHAT);

		@Override
		public AnswerShape shape() {
			return SHAPE;
		}

		@Override
		public boolean later() {
			return true;
		}

		@Override
		public @Nullable String unfinished(byte[] body, @Nullable String known) {
			JsonNode answer = CodecChecks.tree(body);
			return answer.has("choices") ? null : answer.path("job").asString(known);
		}

		@Override
		public boolean described() {
			return true;
		}

		@Override
		public Dialect dialect() {
			return this.codec.dialect();
		}

		@Override
		public WrittenRequest writeRequest(ChatRequest request, TargetModel target) {
			return this.codec.writeRequest(request, target);
		}

		@Override
		public ChatAnswer readAnswer(byte[] body, int from, int length) {
			return this.codec.readAnswer(body, from, length);
		}

		@Override
		public StreamDecoder decoder() {
			return this.codec.decoder();
		}

	}

}
