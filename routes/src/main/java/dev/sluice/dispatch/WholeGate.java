package dev.sluice.dispatch;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.wire.answer.ReplyFacts;

/**
 * The gate of a reply that is no event stream. JSON is read whole, so that one cut short
 * is never passed on as an answer; what is larger than the limit, or no JSON, flows from
 * its first byte and is torn off when the provider breaks it off.
 */
final class WholeGate extends ReplyGate {

	private static final ByteBuf ERROR = Unpooled
		.unreleasableBuffer(Unpooled.copiedBuffer("\"error\"", StandardCharsets.US_ASCII));

	private final ReplyContext context;

	private final NettyDataBufferFactory buffers;

	private final int limit;

	private @Nullable ByteBuf whole;

	WholeGate(ReplyContext context, EventLoop loop, NettyDataBufferFactory buffers) {
		super(loop, buffers);
		this.context = context;
		this.buffers = buffers;
		this.limit = (context.json() || context.status() >= 400) ? context.wholeLimit() : 0;
	}

	@Override
	void take(ByteBuf chunk) {
		this.context.trail().received(chunk.readableBytes());
		touch();
		if (isOpen()) {
			emit(chunk);
			return;
		}
		ByteBuf all = append(chunk);
		this.whole = all;
		if (all.readableBytes() <= this.limit) {
			return;
		}
		if (this.context.status() >= 400) {
			cutUpstream();
			refuse(new AttemptFailure(
					ErrorKind.UPSTREAM_BAD_ANSWER, "status-" + this.context.status(), "Provider "
							+ this.context.target().provider() + " failed with an answer that is too large to pass on.",
					false, null));
		}
		else {
			this.whole = null;
			openWith(all);
		}
	}

	private ByteBuf append(ByteBuf chunk) {
		ByteBuf before = this.whole;
		if (before == null) {
			return chunk;
		}
		if (before instanceof CompositeByteBuf composite) {
			return composite.addComponent(true, chunk);
		}
		return chunk.alloc().compositeBuffer(1024).addComponent(true, before).addComponent(true, chunk);
	}

	private void openWith(ByteBuf first) {
		open(this.context.startClock(this));
		this.context.trail().decided();
		emit(first);
		this.context.listener().decided(outlet(), false);
	}

	@Override
	void finish() {
		if (isOpen()) {
			this.context.trail().complete(this.context.status(), Usage.UNKNOWN, null);
			end(null);
			return;
		}
		ByteBuf body = this.whole;
		this.whole = null;
		if (body == null) {
			this.context.trail().decided();
			complete(null);
			this.context.listener().decided(Mono.empty(), false);
			return;
		}
		ReplyFacts facts = facts(body);
		if (facts != null && facts.failed()) {
			body.release();
			refuse(new AttemptFailure(ErrorKind.UPSTREAM_BAD_ANSWER, "error-200", "Provider "
					+ this.context.target().provider() + " reported a failure with status 200: " + facts.error(), false,
					null));
			return;
		}
		this.context.trail().decided();
		complete(facts);
		this.context.listener().decided(held(body), false);
	}

	// The tokens are only looked for when somebody counts them.
	private @Nullable ReplyFacts facts(ByteBuf body) {
		if (this.context.status() >= 300 || !this.context.json()) {
			return null;
		}
		if (this.context.trail().metered() || startsLikeAnError(body)) {
			return ReplyFacts.read(this.context.call().dialect(), body);
		}
		return null;
	}

	// An answer begins with its id, kind or content; errors begin with {"error" or [.
	private static boolean startsLikeAnError(ByteBuf body) {
		int from = body.readerIndex();
		if (body.getByte(from) == '[') {
			return true;
		}
		return ByteBufUtil.indexOf(ERROR, body.slice(from, Math.min(body.readableBytes(), 24))) >= 0;
	}

	private void complete(@Nullable ReplyFacts facts) {
		Usage usage = (facts != null) ? facts.usage() : Usage.UNKNOWN;
		String model = (facts != null) ? facts.servedModel() : null;
		if (this.context.status() >= 400) {
			this.context.trail().failed("status-" + this.context.status(), this.context.status(), usage, model);
		}
		else {
			this.context.trail().complete(this.context.status(), usage, model);
		}
		end(null);
	}

	// An error waits for later attempts, so it is kept where nobody has to free it.
	private Mono<DataBuffer> held(ByteBuf body) {
		if (this.context.status() < 400) {
			return new HeldBody(this.buffers.wrap(body));
		}
		byte[] copy = ByteBufUtil.getBytes(body);
		body.release();
		return Mono.fromSupplier(() -> this.buffers.wrap(copy));
	}

	@Override
	void broken(Throwable error) {
		if (isClosed()) {
			return;
		}
		AttemptFailure failure = Failures.of(error, this.context.target());
		if (isOpen()) {
			tearOff(failure.reason());
		}
		else {
			refuse(failure);
		}
	}

	private void tearOff(String reason) {
		tearOff(reason, new GatewayException(ErrorKind.UPSTREAM_STREAM_BROKEN,
				"Provider " + this.context.target().provider() + " broke its answer off."));
	}

	private void tearOff(String reason, GatewayException failure) {
		this.context.trail().failed(reason, this.context.status(), Usage.UNKNOWN, null);
		end(failure);
	}

	private void refuse(AttemptFailure failure) {
		this.context.trail().failed(failure.reason(), this.context.status(), Usage.UNKNOWN, null);
		end(null);
		this.context.listener().undecided(failure);
	}

	@Override
	void silent(String clock) {
		tearOff(clock);
	}

	@Override
	void stopped(GatewayException failure) {
		tearOff("stopping", failure);
	}

	@Override
	void left() {
		this.context.trail().cancelled("client", Usage.UNKNOWN, null);
	}

	@Override
	void free() {
		if (this.whole != null) {
			this.whole.release();
			this.whole = null;
		}
	}

}
