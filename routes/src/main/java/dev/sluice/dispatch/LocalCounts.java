package dev.sluice.dispatch;

import java.util.List;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.NettyDataBufferFactory;

import dev.sluice.call.ClientCall;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Target;
import dev.sluice.call.Usage;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.count.PromptText;
import dev.sluice.chat.count.TokenCountCodec;
import dev.sluice.chat.count.TokenCountCodecs;
import dev.sluice.tokens.TokenCounter;
import dev.sluice.wire.JoinedBody;

/**
 * Counts the tokens of requests whose target's provider has no endpoint for it. The
 * number is an estimate, and marked as one.
 */
final class LocalCounts {

	/** Tells a client that a number was estimated. */
	static final String HEADER = "x-sluice-estimated";

	private static final NettyDataBufferFactory BUFFERS = new NettyDataBufferFactory(ByteBufAllocator.DEFAULT);

	private final TokenCounter counter;

	private final TokenCountCodecs codecs;

	LocalCounts(TokenCounter counter, TokenCountCodecs codecs) {
		this.counter = counter;
		this.codecs = codecs;
	}

	/**
	 * Counts a request, which goes nowhere.
	 * @throws GatewayException of kind {@code INVALID_REQUEST} when it cannot be
	 * understood
	 */
	Mono<Reply> reply(ClientCall call, Target target, AttemptTrail trail) {
		TokenCountCodec codec = this.codecs.find(call.dialect());
		if (codec == null || !(call.body() instanceof JoinedBody body)) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"Tokens of " + call.dialect().id() + " cannot be counted here.");
		}
		ChatRequest request = codec.readRequest(body.exactly(), call.envelope());
		PromptText prompt = PromptText.of(request);
		return this.counter.countInput(target.model(), prompt.text())
			.map((tokens) -> tokens + prompt.besides())
			.map((tokens) -> reply(codec.writeAnswer(tokens, request, frame(call)), tokens, target, trail))
			.doOnCancel(() -> trail.cancelled("client", Usage.UNKNOWN, null));
	}

	private static Reply reply(byte[] body, long tokens, Target target, AttemptTrail trail) {
		trail.decided();
		trail.complete(200, Usage.of(tokens, 0).asEstimated(), null);
		DefaultHttpHeaders headers = new DefaultHttpHeaders();
		headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json").set(HEADER, "true");
		HeldBody held = new HeldBody(BUFFERS.wrap(Unpooled.wrappedBuffer(body)));
		return new Reply(200, headers, held, false, target, trail.number(), -1, -1, List.of(), held::discard);
	}

	private static AnswerFrame frame(ClientCall call) {
		String model = call.envelope().model();
		return new AnswerFrame(call.requestId(), null, (model != null) ? model : "", -1, false, false);
	}

}
