package dev.sluice.dispatch;

import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientResponse;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.Usage;
import dev.sluice.provider.ProviderAdapter.Verdict;

/**
 * One request to one target. Emits a {@link Reply} once its first content is here, or an
 * {@link AttemptFailure} while nothing has reached the client.
 */
final class Attempt extends Mono<Reply> implements GateListener, ClockWheel.Watched {

	private static final NettyDataBufferFactory BUFFERS = new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);

	private final AttemptPlan plan;

	private final AttemptTrail trail;

	private final AtomicBoolean over = new AtomicBoolean();

	private final AwaitedReply http = new AwaitedReply(this.over, this::broken);

	private @Nullable CoreSubscriber<? super Reply> actual;

	private final @Nullable RunningJob job;

	private volatile @Nullable ReplyGate gate;

	private volatile @Nullable Alarm alarm;

	private @Nullable HttpClientResponse response;

	private Verdict verdict = Verdict.ACCEPT;

	Attempt(AttemptPlan plan, AttemptTrail trail) {
		this.plan = plan;
		this.trail = trail;
		this.job = plan.later() ? new RunningJob(plan, this::again) : null;
	}

	@Override
	public void subscribe(CoreSubscriber<? super Reply> actual) {
		this.actual = actual;
		actual.onSubscribe(new Cancellation());
		if (this.over.get()) {
			return;
		}
		try {
			Alarm running = this.plan.wheel().start(this, this.plan.limitNanos());
			this.alarm = running;
			send();
			if (this.over.get()) {
				running.stop();
			}
		}
		catch (RuntimeException ex) {
			broken(ex);
		}
	}

	private void send() {
		this.plan.client()
			.headers(this.plan::headers)
			.request(HttpMethod.valueOf(this.plan.method()))
			.uri(this.plan.uri())
			.send((request, outbound) -> {
				this.trail.sending();
				return outbound.send(this.plan.body());
			})
			.responseConnection(this::responded)
			.subscribe(this.http);
	}

	private void again(String uri) {
		try {
			this.plan.client()
				.headers(this.plan::jobHeaders)
				.get()
				.uri(uri)
				.responseConnection(this::responded)
				.subscribe(this.http);
		}
		catch (RuntimeException ex) {
			broken(ex);
		}
	}

	private Publisher<Void> responded(HttpClientResponse response, Connection connection) {
		int status = response.status().code();
		this.response = response;
		this.verdict = this.plan.adapter().verdict(status);
		String type = response.responseHeaders().get("content-type");
		ReplyContext context = this.plan.context(status, (type != null) ? type : "", this.trail, this);
		EventLoop loop = connection.channel().eventLoop();
		ReplyGate opened = this.plan.gate(context, loop, BUFFERS);
		this.gate = opened;
		if (this.over.get()) {
			opened.outlet().cancel();
		}
		connection.inbound().receiveObject().subscribe(opened);
		return Mono.empty();
	}

	@Override
	public void decided(Publisher<DataBuffer> body, boolean streamed) {
		Reply reply = reply(body, streamed);
		switch (this.verdict) {
			case ACCEPT, HAND_BACK -> succeed(reply);
			case REPEAT -> fail(statusFailure(ErrorKind.UPSTREAM_BAD_ANSWER, reply,
					"Provider " + this.plan.target().provider() + " answered with status " + reply.status() + "."));
			case CREDENTIAL -> {
				fail(new AttemptFailure(ErrorKind.UPSTREAM_CREDENTIAL_REFUSED, "status-" + reply.status(),
						"Provider " + this.plan.target().provider() + " refuses the gateway's own credential (status "
								+ reply.status() + "). The operator has to replace it.",
						false, null));
			}
		}
	}

	private static AttemptFailure statusFailure(ErrorKind kind, Reply reply, String message) {
		return new AttemptFailure(kind, "status-" + reply.status(), message, false, reply);
	}

	private Reply reply(Publisher<DataBuffer> body, boolean streamed) {
		HttpClientResponse from = this.response;
		if (from == null) {
			throw new IllegalStateException("decided before the response");
		}
		HttpHeaders headers = this.plan.replyHeaders(from.responseHeaders(), streamed);
		Runnable discard = (body instanceof HeldBody held) ? held::discard
				: (body instanceof ReplyOutlet open) ? open::discard : () -> {
				};
		return new Reply(this.plan.replyStatus(from.status().code()), headers, body, streamed, this.plan.target(),
				this.trail.number(), this.trail.outputCap(), this.trail.costNanos(), this.plan.dropped(), discard);
	}

	@Override
	public void undecided(AttemptFailure failure) {
		fail(failure);
	}

	@Override
	public void unfinished(String id) {
		RunningJob running = this.job;
		if (running == null) {
			fail(Failures.unfinished(this.plan.target()));
			return;
		}
		this.gate = null;
		running.unfinished(id);
	}

	private void succeed(Reply reply) {
		if (this.job != null) {
			this.job.finished();
		}
		CoreSubscriber<? super Reply> to = this.actual;
		if (to != null && finish()) {
			to.onNext(reply);
			to.onComplete();
		}
		else {
			reply.discard().run();
		}
	}

	private void fail(AttemptFailure failure) {
		if (this.job != null) {
			this.job.abandoned();
		}
		CoreSubscriber<? super Reply> to = this.actual;
		if (to != null && finish()) {
			to.onError(failure);
		}
	}

	private boolean finish() {
		if (!this.over.compareAndSet(false, true)) {
			return false;
		}
		Alarm running = this.alarm;
		if (running != null) {
			running.stop();
		}
		return true;
	}

	@Override
	public void ring() {
		giveUp(Failures.timeout(this.plan.target(), this.plan.limitName()));
	}

	@Override
	public void stopping() {
		giveUp(Failures.stopping());
	}

	// Once the gate is open, it hears of failures itself.
	private void broken(Throwable error) {
		if (this.gate != null || this.over.get()) {
			return;
		}
		AttemptFailure found = Failures.of(error, this.plan.target());
		AttemptFailure failure = (this.job != null && this.job.known()) ? found.afterSending() : found;
		if (failure.nothingSent()) {
			this.trail.notSent();
		}
		this.trail.failed(failure.reason(), 0, Usage.UNKNOWN, null);
		fail(failure);
	}

	private void giveUp(AttemptFailure failure) {
		CoreSubscriber<? super Reply> to = this.actual;
		if (to != null && finish()) {
			abandon(() -> this.trail.failed(failure.reason(), 0, Usage.UNKNOWN, null));
			to.onError(failure);
		}
	}

	private void abandon(Runnable end) {
		end.run();
		if (this.job != null) {
			this.job.abandoned();
		}
		ReplyGate open = this.gate;
		if (open != null) {
			open.outlet().cancel();
		}
		else {
			this.http.cancel();
		}
	}

	/** Client gone, or another attempt won. */
	private final class Cancellation implements Subscription {

		@Override
		public void request(long n) {
		}

		@Override
		public void cancel() {
			Attempt self = Attempt.this;
			if (self.finish()) {
				self.abandon(() -> self.trail.cancelled("client", Usage.UNKNOWN, null));
			}
		}

	}

}
