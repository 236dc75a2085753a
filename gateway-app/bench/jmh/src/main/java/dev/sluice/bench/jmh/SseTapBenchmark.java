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

/** What a stream's events cost on the way through, the time of a whole read burst. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SseTapBenchmark {

	/** How many events one read brings. */
	@Param({ "1", "8" })
	public int events;

	private ByteBuf burst = Unpooled.EMPTY_BUFFER;

	/** Makes the burst. */
	@Setup
	public void burst() {
		this.burst = Events.burst(this.events);
	}

	/** Frees the burst. */
	@TearDown
	public void release() {
		this.burst.release();
	}

	/**
	 * Finds the events, of a stream that is just opened.
	 * @return how many there are
	 */
	@Benchmark
	public int frame() {
		EventFramer framer = Objects.requireNonNull(EventFramers.forReply(Dialect.OPENAI_CHAT, "text/event-stream"));
		int found = 0;
		for (int end = framer.nextEnd(this.burst, 0); end >= 0; end = framer.nextEnd(this.burst, end)) {
			found++;
		}
		return found;
	}

}
