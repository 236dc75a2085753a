package dev.sluice.bench.jmh;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import dev.sluice.call.Dialect;
import dev.sluice.wire.EventFramer;
import dev.sluice.wire.EventFramers;
import dev.sluice.wire.EventJudge;
import dev.sluice.wire.EventJudge.Meaning;
import dev.sluice.wire.answer.EventJudges;

/** What the events of a stream cost in its middle, the time of a whole read burst. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SseTapBenchmark {

	/** How many events one read brings. */
	@Param({ "1", "8" })
	public int events;

	private final EventFramer framer = Objects
		.requireNonNull(EventFramers.forReply(Dialect.OPENAI_CHAT, "text/event-stream"));

	private final EventJudge judge = EventJudges.forDialect(Dialect.OPENAI_CHAT);

	private ByteBuf burst = Unpooled.EMPTY_BUFFER;

	/** Makes the burst and begins the stream. */
	@Setup
	public void burst() {
		this.burst = Events.burst(this.events);
		if (tap() != this.events) {
			throw new IllegalStateException("the events are not judged to be content");
		}
	}

	/** Frees the burst. */
	@TearDown
	public void release() {
		this.burst.release();
	}

	/**
	 * Finds the events.
	 * @return how many there are
	 */
	@Benchmark
	public int frame() {
		int found = 0;
		for (int end = this.framer.nextEnd(this.burst, 0); end >= 0; end = this.framer.nextEnd(this.burst, end)) {
			found++;
		}
		return found;
	}

	/**
	 * Finds and judges the events.
	 * @return how many of them are content
	 */
	@Benchmark
	public int tap() {
		int content = 0;
		int from = 0;
		for (int end = this.framer.nextEnd(this.burst, 0); end >= 0; end = this.framer.nextEnd(this.burst, end)) {
			if (this.judge.judge(this.burst.slice(from, end - from)) == Meaning.CONTENT) {
				content++;
			}
			from = end;
		}
		return content;
	}

}
