package dev.sluice.dispatch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

import org.springframework.core.io.Resource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.Outcome.End;
import dev.sluice.wire.EnvelopeScanner;

import static org.assertj.core.api.Assertions.assertThat;

class EventGateTests {

	private static final String CHAT = """
			data: {"id":"c1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

			data: {"id":"c1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"He"},"finish_reason":null}]}

			data: {"id":"c1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

			data: [DONE]

			""";

	@ParameterizedTest
	@MethodSource("fixtures")
	void passesEveryFixtureByteForByteWhereverItIsCut(Fixture fixture) {
		for (int cut = 0; cut <= fixture.bytes.length; cut++) {
			Rig rig = new Rig(fixture.dialect, fixture.contentType());
			rig.arrives(fixture.bytes, 0, cut);
			rig.arrives(fixture.bytes, cut, fixture.bytes.length);
			rig.gate.onComplete();
			assertThat(rig.read()).as("cut at %d", cut).isEqualTo(fixture.text());
		}
	}

	static Stream<Fixture> fixtures() throws IOException {
		List<Fixture> fixtures = new ArrayList<>();
		for (Dialect dialect : Dialect.values()) {
			String pattern = "classpath*:/fixtures/" + dialect.id() + "/*.*";
			for (Resource resource : new PathMatchingResourcePatternResolver().getResources(pattern)) {
				String name = String.valueOf(resource.getFilename());
				if (name.endsWith(".sse") || name.endsWith(".ndjson")) {
					fixtures.add(new Fixture(dialect, name, resource.getContentAsByteArray()));
				}
			}
		}
		return fixtures.stream().filter(Fixture::endsWell);
	}

	@Test
	void holdsTheLifecycleFrameUntilContentComes() {
		Rig rig = new Rig(Dialect.OPENAI_CHAT, "text/event-stream");
		int second = CHAT.indexOf("data:", 5);
		rig.arrives(CHAT.substring(0, second));
		assertThat(rig.body).isNull();
		rig.arrives(CHAT.substring(second));
		rig.gate.onComplete();
		assertThat(rig.read()).isEqualTo(CHAT);
		assertThat(rig.records).singleElement()
			.satisfies((record) -> assertThat(record.outcome().end()).isEqualTo(End.COMPLETE));
	}

	@Test
	void reportsAnErrorEventBeforeContentAsAFailedAttempt() {
		Rig rig = new Rig(Dialect.OPENAI_CHAT, "text/event-stream");
		rig.arrives("data: {\"error\":{\"message\":\"no capacity\",\"type\":\"server_error\"}}\n\n");
		assertThat(rig.body).isNull();
		assertThat(rig.failure).isNotNull().hasMessageContaining("no capacity");
	}

	@Test
	void reportsAStreamThatEndsBeforeContentAsAFailedAttempt() {
		Rig rig = new Rig(Dialect.OPENAI_CHAT, "text/event-stream");
		rig.arrives(CHAT.substring(0, CHAT.indexOf("data:", 5)));
		rig.gate.onComplete();
		assertThat(rig.failure).isNotNull();
		assertThat(rig.failure.reason()).isEqualTo("no-end-mark");
	}

	@Test
	void endsABrokenStreamWithAnErrorEventBehindTheLastWholeEvent() {
		Rig rig = new Rig(Dialect.OPENAI_CHAT, "text/event-stream");
		int third = CHAT.indexOf("data:", CHAT.indexOf("\"He\""));
		rig.arrives(CHAT.substring(0, third + 20));
		rig.gate.onError(new IOException("reset"));
		assertThat(rig.read()).startsWith(CHAT.substring(0, third) + "data: {\"error\":")
			.endsWith("}\n\n")
			.doesNotContain("[DONE]");
		assertThat(rig.records.get(0).outcome().end()).isEqualTo(End.FAILED);
	}

	@Test
	void neverFakesACleanEndWhenTheEndMarkIsMissing() {
		Rig rig = new Rig(Dialect.OPENAI_CHAT, "text/event-stream");
		rig.arrives(CHAT.substring(0, CHAT.indexOf("data:", CHAT.indexOf("\"He\""))));
		rig.gate.onComplete();
		assertThat(rig.read()).contains("\"He\"").contains("{\"error\":");
	}

	@Test
	void neverFakesACleanEndWhenOneOfSeveralAnswersIsCutOff() {
		byte[] asked = "{\"model\":\"m\",\"n\":2,\"stream\":true}".getBytes(StandardCharsets.UTF_8);
		Rig rig = new Rig(Dialect.OPENAI_CHAT, EnvelopeScanner.scan(Dialect.OPENAI_CHAT, asked, asked.length));
		rig.arrives(CHAT.substring(0, CHAT.indexOf("data: [DONE]")));
		rig.gate.onError(new IOException("reset"));
		assertThat(rig.read()).contains("\"stop\"").contains("{\"error\":");
		assertThat(rig.records.get(0).outcome().end()).isEqualTo(End.FAILED);
	}

	@Test
	void passesAProvidersErrorEventOnOnceContentHasGoneOut() {
		Rig rig = new Rig(Dialect.OPENAI_CHAT, "text/event-stream");
		String stream = CHAT.substring(0, CHAT.indexOf("data:", CHAT.indexOf("\"He\"")))
				+ "data: {\"error\":{\"message\":\"died\"}}\n\n";
		rig.arrives(stream);
		rig.gate.onComplete();
		assertThat(rig.read()).isEqualTo(stream);
		assertThat(rig.records.get(0).outcome().reason()).isEqualTo("error-event");
	}

	@ParameterizedTest
	@ValueSource(strings = { "data: [DONE]\n\n", "" })
	void tellsUsageThatStandsBesideChoicesOnAChunkOfItsOwn(String end) {
		String text = "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}],\"usage\":%s}\n\n";
		String last = "data: {\"usage\":%s,\"choices\":%s,\"id\":\"c\"}\n\n";
		String finish = "[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]";
		String usage = "{\"prompt_tokens\":3,\"completion_tokens\":2}";
		byte[] stream = (text.formatted("{\"prompt_tokens\":3}") + last.formatted(usage, finish) + end)
			.getBytes(StandardCharsets.UTF_8);
		for (int cut = 0; cut <= stream.length; cut++) {
			Rig rig = new Rig(Dialect.OPENAI_CHAT, "text/event-stream");
			rig.arrives(stream, 0, cut);
			rig.arrives(stream, cut, stream.length);
			rig.gate.onComplete();
			assertThat(rig.read()).as("cut at %d", cut)
				.isEqualTo(text.formatted("null") + last.formatted("null", finish) + last.formatted(usage, "[]") + end);
			assertThat(rig.records.get(0).outcome().usage().output()).isEqualTo(2);
		}
	}

	@Test
	void cancelsTheProviderWhenTheReaderLeaves() {
		Rig rig = new Rig(Dialect.OPENAI_CHAT, "text/event-stream");
		rig.arrives(CHAT.substring(0, CHAT.indexOf("data:", CHAT.indexOf("\"He\""))));
		rig.gate.outlet().subscribe(DataBufferUtils::release).dispose();
		assertThat(rig.cancelled).isTrue();
		assertThat(rig.records.get(0).outcome().end()).isEqualTo(End.CANCELLED);
	}

	@Test
	void refusesAnEventThatIsLargerThanTheLimit() {
		Rig rig = new Rig(Dialect.OPENAI_CHAT, "text/event-stream");
		rig.arrives("data: " + "x".repeat(Rig.MAX_EVENT + 1));
		assertThat(rig.failure).isNotNull();
		assertThat(rig.cancelled).isTrue();
	}

	record Fixture(Dialect dialect, String name, byte[] bytes) {

		String contentType() {
			return this.name.endsWith(".ndjson") ? "application/x-ndjson" : "text/event-stream";
		}

		String text() {
			return new String(this.bytes, StandardCharsets.ISO_8859_1);
		}

		// Streams that fail have tests of their own.
		boolean endsWell() {
			Rig rig = new Rig(this.dialect, contentType());
			rig.arrives(this.bytes, 0, this.bytes.length);
			rig.gate.onComplete();
			return rig.body != null && rig.records.get(0).outcome().end() == End.COMPLETE;
		}

		@Override
		public String toString() {
			return this.dialect.id() + "/" + this.name;
		}

	}

	/** A gate with a scripted provider in front and a listener behind. */
	static final class Rig extends GateRig {

		final EventGate gate;

		Rig(Dialect dialect, String contentType) {
			this(dialect, ASKED, contentType);
		}

		Rig(Dialect dialect, Envelope envelope) {
			this(dialect, envelope, "text/event-stream");
		}

		private Rig(Dialect dialect, Envelope envelope, String contentType) {
			ReplyContext context = context(dialect, envelope, contentType, 200);
			this.gate = new EventGate(context, java.util.Objects.requireNonNull(context.framer()), LOOP, BUFFERS);
			this.gate.onSubscribe(this);
		}

		void arrives(String text) {
			byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
			arrives(bytes, 0, bytes.length);
		}

		void arrives(byte[] bytes, int from, int to) {
			ByteBuf part = Unpooled.copiedBuffer(bytes, from, to - from);
			this.gate.onNext(part);
			part.release();
			assertThat(part.refCnt()).as("the gate releases what it does not pass on").isLessThanOrEqualTo(1);
		}

		String read() {
			Publisher<DataBuffer> passed = this.body;
			assertThat(passed).as("decided").isNotNull();
			return text(passed);
		}

	}

	static String text(@Nullable Publisher<DataBuffer> body) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		if (body != null) {
			Flux.from(body).doOnNext((buffer) -> {
				byte[] bytes = new byte[buffer.readableByteCount()];
				buffer.read(bytes);
				DataBufferUtils.release(buffer);
				out.writeBytes(bytes);
			}).subscribe();
		}
		return out.toString(StandardCharsets.ISO_8859_1);
	}

}
