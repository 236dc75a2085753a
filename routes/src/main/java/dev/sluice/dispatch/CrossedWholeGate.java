package dev.sluice.dispatch;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

import dev.sluice.call.ClientCall;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.wire.ErrorBodies;
import dev.sluice.wire.answer.ProviderMessage;
import dev.sluice.wire.answer.ReplyFacts;

/**
 * The gate of a whole answer that is translated: it is read to its end, so it must fit
 * the limit of what is read at once. An error of the provider's is told in the client's
 * dialect.
 */
final class CrossedWholeGate extends ReplyGate {

	private final ReplyContext context;

	private final CrossedCall crossed;

	private final NettyDataBufferFactory buffers;

	private @Nullable ByteBuf whole;

	CrossedWholeGate(ReplyContext context, CrossedCall crossed, EventLoop loop, NettyDataBufferFactory buffers) {
		super(loop, buffers);
		this.context = context;
		this.crossed = crossed;
		this.buffers = buffers;
	}

	@Override
	void take(ByteBuf chunk) {
		this.context.trail().received(chunk.readableBytes());
		touch();
		ByteBuf all = append(chunk);
		this.whole = all;
		if (all.readableBytes() > this.context.maxEvent()) {
			cutUpstream();
			refuse("too-large", "sent an answer larger than sluice.upstream.max-event, which cannot be translated.");
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

	@Override
	void finish() {
		ByteBuf all = this.whole;
		this.whole = null;
		byte[] body = (all != null) ? ByteBufUtil.getBytes(all) : new byte[0];
		if (all != null) {
			all.release();
		}
		if (this.context.status() >= 400) {
			failure(body);
		}
		else {
			answer(body);
		}
	}

	private void failure(byte[] body) {
		String told = ProviderMessage.find(body);
		int status = this.context.status();
		GatewayException failure = new GatewayException(kind(status), (told != null) ? told
				: "Provider " + this.context.target().provider() + " answered with status " + status + ".");
		ClientCall client = this.crossed.client();
		byte[] translated = ErrorBodies.json(client.dialect(), failure, client.requestId());
		this.context.trail().decided();
		this.context.trail().failed("status-" + status, status, Usage.UNKNOWN, null);
		end(null);
		// An error waits for later attempts, so it is kept where nobody has to free it.
		this.context.listener().decided(Mono.<DataBuffer>fromSupplier(() -> this.buffers.wrap(translated)), false);
	}

	private static ErrorKind kind(int status) {
		return switch (status) {
			case 404 -> ErrorKind.MODEL_NOT_FOUND;
			case 429 -> ErrorKind.RATE_LIMITED;
			case 503, 529 -> ErrorKind.OVERLOADED;
			default -> (status < 500) ? ErrorKind.INVALID_REQUEST : ErrorKind.UPSTREAM_BAD_ANSWER;
		};
	}

	private void answer(byte[] body) {
		byte[] translated;
		ReplyFacts facts;
		try {
			String job = this.crossed.crossing().unfinished(body);
			if (job != null) {
				this.context.listener().unfinished(job);
				end(null);
				return;
			}
			facts = this.crossed.shape().facts(body, 0, body.length);
			if (facts.failed()) {
				refuse("error-200",
						"reported a failure with status 200" + ((facts.error() != null) ? ": " + facts.error() : "."));
				return;
			}
			translated = this.crossed.answer(body);
		}
		catch (GatewayException ex) {
			refuse("untranslatable", "sent an answer that cannot be translated. " + ex.clientMessage());
			return;
		}
		this.crossed.noteLosses();
		this.context.trail().decided();
		this.context.trail()
			.complete(this.context.status(), this.crossed.usage(facts.usage(), translated), facts.servedModel());
		end(null);
		this.context.listener()
			.decided(new HeldBody(this.buffers.wrap(Unpooled.wrappedBuffer(translated))), this.crossed.streams());
	}

	private void refuse(String reason, String what) {
		refuse(new AttemptFailure(ErrorKind.UPSTREAM_BAD_ANSWER, reason,
				"Provider " + this.context.target().provider() + " " + what, false, null));
	}

	private void refuse(AttemptFailure failure) {
		this.context.trail().failed(failure.reason(), this.context.status(), Usage.UNKNOWN, null);
		end(null);
		this.context.listener().undecided(failure);
	}

	@Override
	void broken(Throwable error) {
		if (!isClosed()) {
			refuse(Failures.of(error, this.context.target()));
		}
	}

	// Clocks watch open replies only, and this one opens with its end.
	@Override
	void silent(String clock) {
		refuse(Failures.timeout(this.context.target(), clock));
	}

	@Override
	void stopped(GatewayException failure) {
		refuse(Failures.stopping());
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
