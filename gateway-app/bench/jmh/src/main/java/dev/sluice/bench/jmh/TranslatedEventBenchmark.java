package dev.sluice.bench.jmh;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import dev.sluice.chat.Crossing;
import dev.sluice.chat.StreamTranslation;
import dev.sluice.wire.EventFramer;
import dev.sluice.wire.EventFramers;

/**
 * What one event of a provider's stream costs whose client speaks another dialect, from
 * the bytes read to the bytes written: a whole stream, every event read by itself,
 * divided by its events.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TranslatedEventBenchmark {

	/** The provider's dialect, then the client's. */
	@Param({ "anthropic-messages > openai-chat", "openai-chat > anthropic-messages", "gemini-generate > openai-chat",
			"openai-chat > gemini-generate", "openai-chat > openai-responses", "openai-responses > openai-chat",
			"anthropic-messages > openai-responses", "gemini-generate > anthropic-messages",
			"ollama-chat > openai-chat", "ollama-chat > anthropic-messages" })
	public String stream = "";

	private List<ByteBuf> events = List.of();

	private String mediaType = "text/event-stream";

	private Pair pair = Pair.of("openai-chat", "openai-chat");

	private Crossing crossing = this.pair.begin(Requests.of(this.pair.client().dialect(), 1024));

	/** Records the stream. */
	@Setup
	public void record() {
		String[] ids = this.stream.split(" > ");
		this.pair = Pair.of(ids[0], ids[1]);
		this.events = ProviderStreams.of(this.pair.provider().dialect());
		this.mediaType = ids[0].equals("ollama-chat") ? "application/x-ndjson" : "text/event-stream";
		this.crossing = this.pair.begin(Requests.of(this.pair.client().dialect(), 1024));
		if (translate() < this.events.size() || this.events.size() != ProviderStreams.EVENTS) {
			throw new IllegalStateException("the stream is not translated");
		}
	}

	/**
	 * Translates a stream, as the gateway's gate does it.
	 * @return how many bytes the client gets
	 */
	@Benchmark
	@OperationsPerInvocation(ProviderStreams.EVENTS)
	public int translate() {
		EventFramer framer = Objects
			.requireNonNull(EventFramers.forReply(this.pair.provider().dialect(), this.mediaType));
		StreamTranslation translation = this.crossing.stream(Pair.FRAME);
		int written = 0;
		for (ByteBuf read : this.events) {
			ByteBuf out = PooledByteBufAllocator.DEFAULT.buffer(256 + read.readableBytes());
			int from = 0;
			for (int end = framer.nextEnd(read, from); end >= 0; end = framer.nextEnd(read, from)) {
				translation.translate(read.slice(from, end - from), out);
				from = end;
			}
			written += out.readableBytes();
			out.release();
		}
		ByteBuf last = PooledByteBufAllocator.DEFAULT.buffer(256);
		translation.end(last);
		written += last.readableBytes();
		last.release();
		if (translation.failure() != null || !translation.over()) {
			throw new IllegalStateException("the stream did not end well");
		}
		return written;
	}

}
