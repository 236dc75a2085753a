package dev.sluice.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;

import dev.sluice.call.CallBody;
import dev.sluice.call.Caller;
import dev.sluice.call.ClientCall;
import dev.sluice.call.DecisionNotes;
import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.Hold;
import dev.sluice.call.Outcome;
import dev.sluice.call.Outcome.End;
import dev.sluice.call.Splice;
import dev.sluice.call.Target;
import dev.sluice.call.Timing;
import dev.sluice.call.Usage;
import dev.sluice.record.CallRecord;
import dev.sluice.record.CallRecordSink;
import dev.sluice.record.CallRecords;
import dev.sluice.tokens.TokenCounter;

import static org.assertj.core.api.Assertions.assertThat;

/** The hold of an attempt is resolved once, whatever its end. */
class AttemptTrailTests {

	private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

	private static final Usage USAGE = Usage.of(10, 20);

	private final HoldLog hold = new HoldLog();

	private final List<CallRecord> records = new ArrayList<>();

	private TokenCounter counter = (model, text) -> Mono.just(7L);

	private String countedModel = "none";

	@Test
	void whatWasSentIsSettled() {
		AttemptTrail trail = trail(this.hold, true);
		assertThat(trail.costNanos()).isEqualTo(-1);
		trail.sending();
		trail.received(5);
		trail.received(6);
		trail.complete(200, USAGE, "served");
		assertThat(this.hold.settled).containsExactly(new Outcome(End.COMPLETE, "", 200, USAGE, "served"));
		assertThat(this.hold.released).isZero();
		assertThat(trail.costNanos()).isEqualTo(42);
		assertThat(this.records).singleElement().satisfies((record) -> {
			assertThat(record.attempt()).isEqualTo(3);
			assertThat(record.startedAt()).isEqualTo(NOON);
			assertThat(record.replyBytes()).isEqualTo(11);
			assertThat(record.requestBytes()).isEqualTo(7);
			assertThat(record.last()).isFalse();
			assertThat(record.firstContentNanos()).isEqualTo(-1);
			assertThat(record.totalNanos()).isBetween(0L, 60_000_000_000L);
		});
	}

	@Test
	void whatWasNotSentCostsNothing() {
		AttemptTrail trail = trail(this.hold, true);
		trail.failed("refused", 0, Usage.UNKNOWN, null);
		assertThat(this.hold.released).isEqualTo(1);
		assertThat(this.hold.settled).isEmpty();
		assertThat(trail.costNanos()).isEqualTo(-1);
		assertThat(trail.number()).isEqualTo(3);
		assertThat(this.records).singleElement().satisfies((record) -> assertThat(record.requestBytes()).isZero());
	}

	@Test
	void aDeadConnectionTakesTheSendingBack() {
		AttemptTrail trail = trail(this.hold, false);
		trail.sending();
		trail.notSent();
		trail.failed("closed", 0, Usage.UNKNOWN, null);
		assertThat(this.hold.released).isEqualTo(1);
		assertThat(this.hold.settled).isEmpty();
		assertThat(this.records).isEmpty();
	}

	@Test
	void onlyTheFirstEndCounts() {
		AttemptTrail trail = trail(this.hold, true);
		trail.sending();
		trail.cancelled("client", Usage.UNKNOWN, null);
		trail.failed("broken", 0, USAGE, null);
		trail.complete(200, USAGE, null);
		assertThat(this.hold.settled).containsExactly(new Outcome(End.CANCELLED, "client", 0, Usage.UNKNOWN, null));
		assertThat(this.records).hasSize(1);
	}

	@Test
	void aBrokenStreamIsSettledByItsText() {
		AttemptTrail trail = trail(this.hold, true);
		trail.sending();
		produce(trail);
		trail.decided();
		trail.failed("broken", 200, Usage.UNKNOWN, "served");
		assertThat(this.hold.settled).singleElement().satisfies((outcome) -> {
			assertThat(outcome.usage().output()).isEqualTo(7);
			assertThat(outcome.usage().estimated()).isTrue();
		});
		assertThat(this.countedModel).isEqualTo("served");
		assertThat(this.hold.released).isZero();
		assertThat(this.records.get(0).last()).isTrue();
		assertThat(this.records.get(0).firstContentNanos()).isBetween(0L, this.records.get(0).totalNanos());
	}

	@Test
	void withoutANameTheTargetsModelCounts() {
		AttemptTrail trail = trail(this.hold, false);
		trail.sending();
		produce(trail);
		trail.cancelled("client", Usage.UNKNOWN, null);
		assertThat(this.countedModel).isEqualTo("m");
	}

	@Test
	void aFailedCountIsSettledWithoutIt() {
		this.counter = (model, text) -> Mono.error(new IllegalStateException("no counting"));
		AttemptTrail trail = trail(this.hold, false);
		trail.sending();
		produce(trail);
		trail.cancelled("client", Usage.UNKNOWN, null);
		assertThat(this.hold.settled).hasSize(1);
	}

	@Test
	void aToldUsageIsNotCountedAgain() {
		this.counter = (model, text) -> Mono.error(new AssertionError("counted"));
		AttemptTrail trail = trail(this.hold, false);
		trail.sending();
		produce(trail);
		trail.complete(200, USAGE, null);
		assertThat(this.hold.settled).singleElement().extracting(Outcome::usage).isEqualTo(USAGE);
		assertThat(this.countedModel).isEqualTo("none");
	}

	@Test
	void textOfAnAttemptThatWasNotSentIsNotCounted() {
		AttemptTrail trail = trail(this.hold, false);
		produce(trail);
		trail.cancelled("client", Usage.UNKNOWN, null);
		assertThat(this.countedModel).isEqualTo("none");
		assertThat(this.hold.released).isEqualTo(1);
	}

	@Test
	void tokensMatterToWhoPaysOrRecords() {
		assertThat(trail(this.hold, false).metered()).isTrue();
		assertThat(trail(Hold.NOTHING, true).metered()).isTrue();
		assertThat(trail(Hold.NOTHING, false).metered()).isFalse();
		assertThat(trail(Hold.NOTHING, true).keptText(Dialect.OPENAI_CHAT)).isNull();
		assertThat(trail(this.hold, true).keptText(Dialect.OPENAI_CHAT)).isNotNull();
		assertThat(trail(this.hold, true).outputCap()).isEqualTo(99);
	}

	private static void produce(AttemptTrail trail) {
		byte[] event = "{\"choices\":[{\"delta\":{\"content\":\"Hello there\"}}]}".getBytes(StandardCharsets.UTF_8);
		trail.keptText(Dialect.OPENAI_CHAT).take(event, 0, event.length);
	}

	private AttemptTrail trail(Hold hold, boolean recorded) {
		ClientCall call = new ClientCall("req_1", Dialect.OPENAI_CHAT, Envelope.NONE.fromPath("asked", true),
				new SevenBytes(), new Caller("t", "k", Set.of(), null, Set.of()), new HttpHeaders(), "/", null,
				System.nanoTime(), new DecisionNotes());
		CallRecordSink sink = this.records::add;
		return new AttemptTrail(call, new Target("test", "m", "local", null, "rule"), "route", 3, hold,
				new CallRecords(recorded ? List.of(sink) : List.of()), (model, text) -> {
					this.countedModel = String.valueOf(model);
					return this.counter.count(model, text);
				}, Clock.fixed(NOON, ZoneOffset.UTC));
	}

	private static final class SevenBytes implements CallBody {

		@Override
		public long length() {
			return 7;
		}

		@Override
		public Publisher<ByteBuf> content(List<Splice> splices) {
			return Mono.empty();
		}

		@Override
		public void release() {
		}

	}

	/** Counts how a hold is resolved. */
	static final class HoldLog implements Hold {

		final List<Outcome> settled = new ArrayList<>();

		int released;

		@Nullable Timing timing;

		@Override
		public long outputCap() {
			return 99;
		}

		@Override
		public long settle(Outcome outcome, Timing timing) {
			this.settled.add(outcome);
			this.timing = timing;
			return 42;
		}

		@Override
		public void release() {
			this.released++;
		}

	}

}
