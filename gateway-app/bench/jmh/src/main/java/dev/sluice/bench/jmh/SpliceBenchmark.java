package dev.sluice.bench.jmh;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Mono;

import dev.sluice.call.Dialect;
import dev.sluice.call.Span;
import dev.sluice.call.Splice;
import dev.sluice.wire.EnvelopeScanner;
import dev.sluice.wire.JoinedBody;

/** Replacing the model in a request on its way out. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SpliceBenchmark {

	/** The size of the request in bytes. */
	@Param({ "1024", "20480", "204800" })
	public int size;

	private JoinedBody body = new JoinedBody(new byte[0], 0);

	private Span model = new Span(0, 0);

	/** Makes the request and finds its model. */
	@Setup
	public void request() {
		byte[] bytes = Requests.ofSize(this.size);
		this.body = new JoinedBody(bytes, bytes.length);
		this.model = Objects.requireNonNull(EnvelopeScanner.scan(Dialect.OPENAI_CHAT, bytes, bytes.length).modelSpan());
	}

	/**
	 * Splices another model in, up to the buffer that is sent.
	 * @return the size of what is sent
	 */
	@Benchmark
	public int replaceModel() {
		return sent(List.of(Splice.replace(this.model, "\"llama3.2:3b-instruct-q4_K_M\"")));
	}

	/**
	 * Sends the request as it came.
	 * @return the size of what is sent
	 */
	@Benchmark
	public int unchanged() {
		return sent(List.of());
	}

	private int sent(List<Splice> splices) {
		ByteBuf content = Objects.requireNonNull(Mono.from(this.body.content(splices)).block());
		int bytes = content.readableBytes();
		content.release();
		return bytes;
	}

}
