package dev.sluice.chat;

import java.util.List;
import java.util.Objects;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.chat.operation.OperationWay;
import dev.sluice.wire.EnvelopeScanner;
import dev.sluice.wire.EventFramer;
import dev.sluice.wire.EventFramers;
import dev.sluice.wire.EventJudge;
import dev.sluice.wire.answer.EventJudges;
import dev.sluice.wire.answer.PartedChunk;
import dev.sluice.wire.answer.ProviderMessage;
import dev.sluice.wire.answer.ReplyFacts;

/**
 * Every reader of what strangers send: it reads or refuses, and does nothing else. The
 * build runs the fixed corpus beside the test; {@code JAZZER_FUZZ=1} looks for more.
 */
class ReaderFuzzTests {

	private static final List<OperationWay> WAYS = OperationWay.all().toList();

	@FuzzTest(maxDuration = "60s")
	void streams(byte[] bytes) {
		for (DialectCodec codec : TestCodecs.ALL) {
			CodecFuzzTests
				.refusable(() -> CodecFuzzTests.stream(codec, TestCodecs.of(Dialect.ANTHROPIC_MESSAGES), bytes));
		}
	}

	@FuzzTest(maxDuration = "60s")
	void requests(byte[] bytes) {
		for (DialectCodec codec : TestCodecs.ALL) {
			CodecFuzzTests.refusable(() -> {
				ChatRequest read = codec.readRequest(bytes, Envelope.NONE);
				TestCodecs.ALL.forEach((target) -> CodecFuzzTests
					.refusable(() -> target.writeRequest(read, CodecChecks.target(target.dialect()))));
			});
		}
		for (OperationWay way : WAYS) {
			CodecFuzzTests.refusable(() -> way.passage()
				.begin(bytes, Envelope.NONE, CodecChecks.target(way.passage().upstream()), false));
		}
	}

	@FuzzTest(maxDuration = "60s")
	void answers(byte[] bytes) {
		for (DialectCodec codec : TestCodecs.ALL) {
			CodecFuzzTests.refusable(() -> {
				ChatAnswer read = codec.readAnswer(bytes, 0, bytes.length);
				TestCodecs.ALL.forEach((client) -> client.writeAnswer(read, CodecChecks.FRAME));
			});
		}
		ProviderMessage.find(bytes);
		for (Dialect dialect : Dialect.values()) {
			ReplyFacts.read(dialect, bytes, 0, bytes.length);
		}
	}

	@FuzzTest(maxDuration = "60s")
	void envelopes(byte[] bytes) {
		for (Dialect dialect : Dialect.values()) {
			CodecFuzzTests.refusable(() -> EnvelopeScanner.scan(dialect, bytes, bytes.length));
		}
	}

	@FuzzTest(maxDuration = "60s")
	void events(byte[] bytes) {
		for (DialectCodec codec : TestCodecs.ALL) {
			EventJudge judge = EventJudges.forDialect(codec.dialect());
			EventFramer framer = Objects.requireNonNull(EventFramers.forReply(codec.dialect(), null));
			ByteBuf in = Unpooled.wrappedBuffer(bytes);
			int from = 0;
			for (int end = framer.nextEnd(in, 0); end >= 0; end = framer.nextEnd(in, from)) {
				ByteBuf event = in.slice(from, end - from);
				judge.judge(event);
				if (judge.usageBeside()) {
					PartedChunk.of(event);
				}
				from = end;
			}
		}
	}

}
