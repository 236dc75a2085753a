package dev.sluice.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;

import dev.sluice.call.CallBody;
import dev.sluice.call.Caller;
import dev.sluice.call.ClientCall;
import dev.sluice.call.DecisionNotes;
import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.Hold;
import dev.sluice.call.Permission;
import dev.sluice.call.Target;
import dev.sluice.record.CallRecord;
import dev.sluice.record.CallRecordSink;
import dev.sluice.record.CallRecords;
import dev.sluice.wire.EnvelopeScanner;

/** What a gate needs around it in a test: a provider's subscription and a listener. */
abstract class GateRig implements GateListener, Subscription {

	static final int MAX_EVENT = 64 * 1024;

	static final EventLoop LOOP = new EmbeddedChannel().eventLoop();

	static final NettyDataBufferFactory BUFFERS = new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT);

	private static final ClockWheel WHEEL = new ClockWheel(java.time.Duration.ZERO);

	/** A wish for a stream and its usage. */
	static final Envelope ASKED = asked();

	final List<CallRecord> records = new ArrayList<>();

	@Nullable Publisher<DataBuffer> body;

	@Nullable AttemptFailure failure;

	boolean cancelled;

	private static Envelope asked() {
		byte[] body = "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}"
			.getBytes(StandardCharsets.UTF_8);
		return EnvelopeScanner.scan(Dialect.OPENAI_CHAT, body, body.length);
	}

	ReplyContext context(Dialect dialect, String contentType, int status) {
		return context(dialect, ASKED, contentType, status);
	}

	ReplyContext context(Dialect dialect, Envelope envelope, String contentType, int status) {
		Target target = new Target("test", "m", "local", null, "rule");
		ClientCall call = new ClientCall("req_1", dialect, envelope, CallBody.NONE,
				new Caller("t", "k", Set.of(Permission.WRITE), null, Set.of()), new HttpHeaders(), "/", null,
				System.nanoTime(), new DecisionNotes());
		AttemptTrail trail = new AttemptTrail(call, target, "route", 1, Hold.NOTHING,
				new CallRecords(List.of((CallRecordSink) this.records::add)), (model, text) -> Mono.empty(),
				Clock.systemUTC());
		return new ReplyContext(call, target, status, contentType, MAX_EVENT, 1024, trail, this, Clocks.DEFAULT, WHEEL);
	}

	@Override
	public void decided(Publisher<DataBuffer> body, boolean streamed) {
		this.body = body;
	}

	@Override
	public void undecided(AttemptFailure failure) {
		this.failure = failure;
	}

	@Override
	public void request(long n) {
	}

	@Override
	public void cancel() {
		this.cancelled = true;
	}

}
