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
import dev.sluice.chat.Crossing;
import dev.sluice.wire.EnvelopeScanner;
import dev.sluice.wire.answer.ReplyFacts;

/**
 * Translating a request and an answer of 20 KB each, with all that is read twice for it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CrossedCallBenchmark {

	private static final int SIZE = 20 * 1024;

	/** The client's dialect, then the provider's. */
	@Param({ "openai-chat > anthropic-messages", "anthropic-messages > openai-chat", "openai-chat > gemini-generate",
			"openai-responses > openai-chat", "openai-chat > ollama-chat" })
	public String call = "";

	private Pair pair = Pair.of("openai-chat", "openai-chat");

	private byte[] request = Requests.of(Dialect.OPENAI_CHAT, SIZE);

	private byte[] answer = {};

	private Crossing crossing = this.pair.begin(this.request);

	/** Makes request and answer. */
	@Setup
	public void make() {
		String[] ids = this.call.split(" > ");
		this.pair = Pair.of(ids[1], ids[0]);
		this.request = Requests.of(this.pair.client().dialect(), SIZE);
		this.crossing = this.pair.begin(this.request);
		this.answer = ProviderAnswers.of(this.pair.provider().dialect(), SIZE);
		if (this.crossing.body().length < SIZE * 9 / 10 || answer() < SIZE * 9 / 10) {
			throw new IllegalStateException("text was lost");
		}
	}

	/**
	 * Translates the request and scans what was written.
	 * @return its facts
	 */
	@Benchmark
	public Envelope request() {
		byte[] written = this.pair.begin(this.request).body();
		return EnvelopeScanner.scan(this.pair.provider().dialect(), written, written.length);
	}

	/**
	 * Reads the answer's facts and translates it.
	 * @return how many bytes the client gets
	 */
	@Benchmark
	public int answer() {
		ReplyFacts facts = ReplyFacts.read(this.pair.provider().dialect(), this.answer, 0, this.answer.length);
		if (facts.failed()) {
			throw new IllegalStateException("the answer is taken for a failure");
		}
		return this.crossing.answer(this.answer, 0, this.answer.length, Pair.FRAME).length;
	}

}
