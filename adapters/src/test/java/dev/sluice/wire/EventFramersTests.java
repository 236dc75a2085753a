package dev.sluice.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EventFramersTests {

	static final List<String> FIXTURES = StreamFixture.ALL;

	@ParameterizedTest
	@FieldSource("FIXTURES")
	void findsTheSameEventsHoweverTheStreamIsCut(String path) {
		for (String end : path.endsWith(".sse") ? List.of("\n", "\r\n", "\r") : List.of("\n", "\r\n")) {
			StreamFixture fixture = StreamFixture.load(path).withLineEnds(end);
			List<byte[]> whole = fixture.eventsInPiecesOf(fixture.bytes().length);
			assertThat(whole.size()).isPositive();
			for (int size = 1; size < 9; size++) {
				assertThat(fixture.eventsInPiecesOf(size)).containsExactlyElementsOf(whole);
			}
			for (int cut = 0; cut <= fixture.bytes().length; cut++) {
				assertThat(fixture.eventsCutAt(cut)).containsExactlyElementsOf(whole);
			}
		}
	}

	@Test
	void countsEventsAlikeForAllLineEnds() {
		StreamFixture fixture = StreamFixture.load("openai-chat/text.sse");
		for (String end : List.of("\n", "\r\n", "\r")) {
			List<byte[]> events = fixture.withLineEnds(end).eventsInPiecesOf(100_000);
			assertThat(events).hasSize(7);
			assertThat(events).allMatch((event) -> new String(event, StandardCharsets.UTF_8).endsWith(end + end));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\n\r\nb\n\n", "a\r\r\nb\r\n\r\n", "a\r\n\rb\r\n\r\n", "a\n\n\n\nb\n\n", "\n\r\n\r\r\n\r",
			"a\r\n\r\n\nb\r\r" })
	void mixedLineEndsFrameAlikeHoweverCut(String stream) {
		StreamFixture fixture = new StreamFixture(Dialect.OPENAI_CHAT, "x.sse",
				stream.getBytes(StandardCharsets.UTF_8));
		List<byte[]> whole = fixture.eventsInPiecesOf(100);
		assertThat(fixture.eventsInPiecesOf(1)).containsExactlyElementsOf(whole);
		for (int cut = 0; cut <= stream.length(); cut++) {
			assertThat(fixture.eventsCutAt(cut)).containsExactlyElementsOf(whole);
		}
	}

	@Test
	void doesNotHoldBackAnEventOfBareCarriageReturns() {
		ByteBuf buffer = Unpooled.copiedBuffer("data: 1\r\r", StandardCharsets.UTF_8);
		assertThat(new SseFramer(100).nextEnd(buffer, 0)).isEqualTo(9);
	}

	@Test
	void refusesAnEventThatGrowsTooLarge() {
		ByteBuf buffer = Unpooled.wrappedBuffer(new byte[60]);
		for (EventFramer framer : List.of(new SseFramer(100), new LineFramer(100), new JsonArrayFramer(100))) {
			assertThat(framer.nextEnd(buffer, 0)).isEqualTo(-1);
			assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> framer.nextEnd(buffer, 0))
				.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(ErrorKind.UPSTREAM_BAD_ANSWER));
		}
	}

	@Test
	void choosesByContentTypeThenByDialect() {
		assertThat(EventFramers.forReply(Dialect.OPENAI_CHAT, "Text/Event-Stream; charset=utf-8"))
			.isInstanceOf(SseFramer.class);
		assertThat(EventFramers.forReply(Dialect.OPENAI_CHAT, null)).isInstanceOf(SseFramer.class);
		assertThat(EventFramers.forReply(Dialect.OLLAMA_CHAT, null)).isInstanceOf(LineFramer.class);
		assertThat(EventFramers.forReply(Dialect.OLLAMA_CHAT, "application/x-ndjson")).isInstanceOf(LineFramer.class);
		assertThat(EventFramers.forReply(Dialect.GEMINI_GENERATE, "application/json; charset=UTF-8"))
			.isInstanceOf(JsonArrayFramer.class);
		for (String other : Arrays.asList("application/json", "audio/mpeg", "text/html")) {
			assertThat(EventFramers.forReply(Dialect.OPENAI_CHAT, other)).isNull();
		}
	}

}
