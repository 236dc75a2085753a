package dev.sluice.bench.jmh;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.wire.EnvelopeScanner;

/** Reading the decision facts of a request in one pass. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EnvelopeScanBenchmark {

	/** The size of the request in bytes. */
	@Param({ "1024", "20480", "204800" })
	public int size;

	private byte[] body = {};

	/** Makes the request. */
	@Setup
	public void request() {
		this.body = Requests.ofSize(this.size);
	}

	/**
	 * Scans it.
	 * @return the envelope
	 */
	@Benchmark
	public Envelope scan() {
		return EnvelopeScanner.scan(Dialect.OPENAI_CHAT, this.body, this.body.length);
	}

}
