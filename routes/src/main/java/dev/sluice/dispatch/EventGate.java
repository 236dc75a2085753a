package dev.sluice.dispatch;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;

import org.springframework.core.io.buffer.NettyDataBufferFactory;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.wire.EventFramer;
import dev.sluice.wire.EventJudge;
import dev.sluice.wire.EventJudge.Meaning;
import dev.sluice.wire.OutputText;

/**
 * The gate of an event stream. Whole events pass; lifecycle frames wait for the first
 * content, so that until then another target can be tried unseen. Afterwards a failure
 * becomes the dialect's own error event, never a clean end.
 */
final class EventGate extends ReplyGate {

	private final ReplyContext context;

	private final EventFramer framer;

	private final EventJudge judge;

	private final UsageApart usage;

	private final HeldEvents held = new HeldEvents();

	private final BegunEvent begun;

	private boolean reportedError;

	EventGate(ReplyContext context, EventFramer framer, EventLoop loop, NettyDataBufferFactory buffers) {
		super(loop, buffers);
		this.context = context;
		this.framer = framer;
		this.judge = context.judge();
		this.usage = new UsageApart(context.call());
		this.begun = new BegunEvent(context);
		OutputText text = context.trail().keptText(context.call().dialect());
		if (text != null) {
			this.judge.keep(text);
		}
	}

	@Override
	void take(ByteBuf chunk) {
		this.context.trail().received(chunk.readableBytes());
		int passed = chunk.readerIndex();
		try {
			int end = this.framer.nextEnd(chunk, passed);
			if (end >= 0 && this.begun.isThere()) {
				passBegun(this.begun.upTo(chunk, end));
				passed = end;
				end = this.framer.nextEnd(chunk, passed);
			}
			int start = passed;
			while (end >= 0 && !isClosed()) {
				ByteBuf event = chunk.slice(passed, end - passed);
				Meaning meaning = meaning(event);
				if (this.usage.concerns(meaning, this.judge)) {
					if (passed > start) {
						pass(part(chunk, start, passed));
					}
					this.usage.instead(event, meaning, this::pass);
					start = end;
				}
				passed = end;
				end = this.framer.nextEnd(chunk, passed);
			}
			if (passed > start) {
				pass(part(chunk, start, passed));
			}
			if (!isClosed()) {
				this.begun.keep(chunk, passed);
			}
		}
		finally {
			chunk.release();
		}
	}

	private static ByteBuf part(ByteBuf chunk, int start, int end) {
		boolean all = start == chunk.readerIndex() && end == chunk.writerIndex();
		return all ? chunk.retain() : chunk.retainedSlice(start, end - start);
	}

	private void passBegun(ByteBuf event) {
		try {
			passOne(event, meaning(event));
		}
		finally {
			event.release();
		}
	}

	private void passOne(ByteBuf event, Meaning meaning) {
		if (this.usage.concerns(meaning, this.judge)) {
			this.usage.instead(event, meaning, this::pass);
		}
		else {
			pass(event.retain());
		}
	}

	private Meaning meaning(ByteBuf event) {
		Meaning meaning = this.judge.judge(event);
		touch();
		if (!isClosed()) {
			switch (meaning) {
				case CONTENT -> decide();
				case END -> ended();
				case ERROR -> reported();
				default -> {
				}
			}
		}
		return meaning;
	}

	private void ended() {
		decide();
		if (this.judge.ended()) {
			saidAll();
		}
	}

	private void decide() {
		if (!isOpen()) {
			open(this.context.startClock(this));
			this.context.trail().decided();
			this.held.passTo(this::emit);
			this.context.listener().decided(outlet(), true);
		}
	}

	private void reported() {
		this.reportedError = true;
		if (!isOpen()) {
			String text = this.judge.error();
			cutUpstream();
			refuse(new AttemptFailure(ErrorKind.UPSTREAM_BAD_ANSWER, "error-event", "Provider "
					+ this.context.target().provider() + " reported a failure" + ((text != null) ? ": " + text : "."),
					false, null));
		}
	}

	// Passes whole events on, or holds them until the attempt is decided.
	private void pass(ByteBuf events) {
		if (isClosed()) {
			events.release();
		}
		else if (isOpen()) {
			emit(events);
		}
		else if (!this.held.hold(events)) {
			decide();
		}
	}

	@Override
	void finish() {
		ByteBuf rest = this.begun.take();
		if (rest != null) {
			try {
				Meaning meaning = meaning(rest);
				if (this.judge.finished() || this.reportedError) {
					passOne(rest, meaning);
				}
			}
			finally {
				rest.release();
			}
		}
		if (isClosed()) {
			return;
		}
		if (whole()) {
			complete();
		}
		else {
			fail("no-end-mark", "ended its stream without an end mark");
		}
	}

	// Behind the end mark nothing is due, so nothing that happens there is a fault.
	private boolean whole() {
		return this.judge.finished() && !this.reportedError;
	}

	private void complete() {
		decide();
		this.usage.due(this::pass);
		completed();
		end(null);
	}

	private void completed() {
		this.context.trail().complete(this.context.status(), this.judge.usage(), this.judge.servedModel());
	}

	@Override
	void broken(Throwable error) {
		if (isClosed()) {
			return;
		}
		if (whole()) {
			complete();
		}
		else if (isOpen()) {
			AttemptFailure failure = Failures.of(error, this.context.target());
			fail(failure.reason(), "broke its stream off");
		}
		else {
			refuse(Failures.of(error, this.context.target()));
		}
	}

	@Override
	void silent(String clock) {
		if (whole()) {
			complete();
		}
		else {
			fail(clock, "kept its stream silent beyond the " + clock + " limit");
		}
	}

	@Override
	void stopped(GatewayException failure) {
		if (whole()) {
			complete();
		}
		else {
			failOpen("stopping", failure);
		}
	}

	private void fail(String reason, String what) {
		String text = "Provider " + this.context.target().provider() + " " + what + ".";
		if (isOpen()) {
			failOpen(reason, new GatewayException(ErrorKind.UPSTREAM_STREAM_BROKEN, text));
		}
		else {
			refuse(new AttemptFailure(ErrorKind.UPSTREAM_STREAM_BROKEN, reason, text, false, null));
		}
	}

	private void failOpen(String reason, GatewayException error) {
		// A JSON array has no place for an error event: it is torn off instead.
		boolean torn = this.context.json();
		if (!this.reportedError && !torn) {
			emit(Unpooled.wrappedBuffer(this.context.errorEvent(error)));
		}
		this.context.trail()
			.failed(this.reportedError ? "error-event" : reason, this.context.status(), this.judge.usage(),
					this.judge.servedModel());
		end(torn ? error : null);
	}

	private void refuse(AttemptFailure failure) {
		this.context.trail()
			.failed(failure.reason(), this.context.status(), this.judge.usage(), this.judge.servedModel());
		end(null);
		this.context.listener().undecided(failure);
	}

	@Override
	void left() {
		if (whole()) {
			completed();
		}
		else {
			this.context.trail().cancelled("client", this.judge.usage(), this.judge.servedModel());
		}
	}

	@Override
	void free() {
		this.begun.free();
		this.held.free();
	}

}
