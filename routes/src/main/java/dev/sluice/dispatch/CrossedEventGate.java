package dev.sluice.dispatch;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.buffer.NettyDataBufferFactory;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Target;
import dev.sluice.chat.StreamTranslation;
import dev.sluice.wire.EventFramer;
import dev.sluice.wire.OutputText;

/**
 * The gate of an event stream that is translated. What was written for the client waits
 * for the first content, so that until then another target can be tried unseen;
 * afterwards a failure becomes the client's own error event, never a clean end. What one
 * read from the provider gave goes out in one buffer.
 */
final class CrossedEventGate extends ReplyGate {

	private static final int HELD_LIMIT = 256 * 1024;

	private final ReplyContext context;

	private final EventFramer framer;

	private final CrossedCall crossed;

	private final StreamTranslation translation;

	private final boolean streams;

	private final int answers;

	private final @Nullable OutputText text;

	private @Nullable ByteBuf held;

	private final BegunEvent begun;

	CrossedEventGate(ReplyContext context, EventFramer framer, CrossedCall crossed, EventLoop loop,
			NettyDataBufferFactory buffers) {
		super(loop, buffers);
		this.context = context;
		this.framer = framer;
		this.crossed = crossed;
		this.translation = crossed.translation();
		this.streams = crossed.streams();
		this.begun = new BegunEvent(context);
		this.answers = context.call().envelope().choices();
		this.text = context.trail().keptText(crossed.upstream().dialect(), crossed.shape()::text);
	}

	@Override
	void take(ByteBuf chunk) {
		this.context.trail().received(chunk.readableBytes());
		ByteBuf out = chunk.alloc().buffer(256 + chunk.readableBytes());
		try {
			events(chunk, out);
		}
		catch (RuntimeException ex) {
			out.release();
			throw ex;
		}
		finally {
			chunk.release();
		}
		pass(out, "error-event");
		hasten();
	}

	private void hasten() {
		if (this.translation.over()) {
			saidAll();
		}
		else if (this.translation.finished() >= this.answers) {
			finished();
		}
	}

	private void events(ByteBuf chunk, ByteBuf out) {
		int passed = chunk.readerIndex();
		int end = this.framer.nextEnd(chunk, passed);
		while (end >= 0) {
			event(chunk, passed, end, out);
			passed = end;
			end = this.framer.nextEnd(chunk, passed);
		}
		this.begun.keep(chunk, passed);
	}

	private void event(ByteBuf chunk, int from, int end, ByteBuf out) {
		touch();
		if (!this.begun.isThere()) {
			translate(chunk.slice(from, end - from), out);
			return;
		}
		ByteBuf whole = this.begun.upTo(chunk, end);
		try {
			translate(whole, out);
		}
		finally {
			whole.release();
		}
	}

	private void translate(ByteBuf event, ByteBuf out) {
		if (this.text != null) {
			byte[] bytes = ByteBufUtil.getBytes(event, event.readerIndex(), event.readableBytes(), false);
			this.text.take(bytes, 0, bytes.length);
		}
		this.translation.translate(event, out);
	}

	private Target target() {
		return this.context.target();
	}

	// Lets out what was written, or holds it until the attempt is decided.
	private void pass(ByteBuf out, String failedWhy) {
		GatewayException failure = this.translation.failure();
		if (failure != null && !isOpen()) {
			out.release();
			cutUpstream();
			refuse(new AttemptFailure(ErrorKind.UPSTREAM_BAD_ANSWER, failedWhy,
					"Provider " + target().provider() + ": " + failure.clientMessage(), false, null));
			return;
		}
		if (isOpen()) {
			emit(out);
		}
		else {
			hold(out);
		}
		if (failure != null) {
			cutUpstream();
			failed(failedWhy);
		}
	}

	private void hold(ByteBuf out) {
		ByteBuf before = this.held;
		if (before == null) {
			this.held = out;
		}
		else {
			before.writeBytes(out);
			out.release();
		}
		ByteBuf all = this.held;
		if (this.translation.hasContent() || (all != null && all.readableBytes() > HELD_LIMIT)) {
			decide();
		}
	}

	private void decide() {
		if (isOpen()) {
			return;
		}
		open(this.context.startClock(this));
		this.context.trail().decided();
		ByteBuf all = this.held;
		this.held = null;
		if (all != null) {
			emit(all);
		}
		this.context.listener().decided(outlet(), this.streams);
	}

	@Override
	void finish() {
		ByteBuf out = ByteBufAllocator.DEFAULT.buffer(256);
		ByteBuf rest = this.begun.take();
		try {
			if (rest != null) {
				this.translation.translate(rest, out);
			}
			this.translation.end(out);
		}
		catch (RuntimeException ex) {
			out.release();
			throw ex;
		}
		finally {
			if (rest != null) {
				rest.release();
			}
		}
		pass(out, "no-end-mark");
		if (!isClosed()) {
			complete();
		}
	}

	// Whether all was told but, in dialects that have one, an end mark. Behind it nothing
	// is due, so nothing that happens there is a fault.
	private boolean whole() {
		ByteBuf out = ByteBufAllocator.DEFAULT.buffer(256);
		boolean whole = this.translation.endIfTold(out);
		if (isOpen()) {
			emit(out);
		}
		else {
			hold(out);
		}
		return whole;
	}

	private void complete() {
		decide();
		completed();
		end(null);
	}

	private void completed() {
		this.crossed.noteLosses();
		this.context.trail().complete(this.context.status(), this.translation.usage(), this.translation.servedModel());
	}

	private void failed(String reason) {
		this.context.trail()
			.failed(reason, this.context.status(), this.translation.usage(), this.translation.servedModel());
		end(null);
	}

	private void refuse(AttemptFailure failure) {
		failed(failure.reason());
		this.context.listener().undecided(failure);
	}

	@Override
	void broken(Throwable error) {
		if (isClosed()) {
			return;
		}
		AttemptFailure failure = Failures.of(error, target());
		if (whole()) {
			complete();
		}
		else if (isOpen()) {
			tell(failure.reason(), (error instanceof GatewayException own) ? own : new GatewayException(
					ErrorKind.UPSTREAM_STREAM_BROKEN, "Provider " + target().provider() + " broke its stream off."));
		}
		else {
			refuse(failure);
		}
	}

	@Override
	void silent(String clock) {
		stop(clock, new GatewayException(ErrorKind.UPSTREAM_STREAM_BROKEN,
				"Provider " + target().provider() + " kept its stream silent beyond the " + clock + " limit."));
	}

	@Override
	void stopped(GatewayException failure) {
		stop("stopping", failure);
	}

	private void stop(String reason, GatewayException failure) {
		if (whole()) {
			complete();
		}
		else {
			tell(reason, failure);
		}
	}

	private void tell(String reason, GatewayException failure) {
		ByteBuf out = ByteBufAllocator.DEFAULT.buffer(256);
		this.translation.fail(failure, out);
		emit(out);
		failed(reason);
	}

	@Override
	void left() {
		if (isOpen() && whole()) {
			completed();
		}
		else {
			this.context.trail().cancelled("client", this.translation.usage(), this.translation.servedModel());
		}
	}

	@Override
	void free() {
		this.begun.free();
		if (this.held != null) {
			this.held.release();
			this.held = null;
		}
	}

}
