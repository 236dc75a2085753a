package dev.sluice.bench.upstream;

import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Answers the calls of one connection. {@code GET /stats} tells the counts.
 */
final class CallHandler extends ChannelInboundHandlerAdapter {

	private final Answers openai;

	private final Answers anthropic;

	private final Counts counts;

	private final int interval;

	private @Nullable Wish wish;

	private boolean stats;

	private boolean streaming;

	CallHandler(Answers openai, Answers anthropic, Counts counts, int interval) {
		this.openai = openai;
		this.anthropic = anthropic;
		this.counts = counts;
		this.interval = interval;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		try {
			if (message instanceof HttpRequest request) {
				this.wish = new Wish(request);
				this.stats = request.uri().equals("/stats");
			}
			if (message instanceof HttpContent content && this.wish != null) {
				this.wish.body(content.content());
				if (content instanceof LastHttpContent) {
					answer(context, this.wish);
				}
			}
		}
		finally {
			ReferenceCountUtil.release(message);
		}
	}

	private void answer(ChannelHandlerContext context, Wish wish) {
		if (this.stats) {
			context.writeAndFlush(Answers.json(this.counts.json()));
			return;
		}
		this.counts.calls++;
		Answers answers = wish.anthropic() ? this.anthropic : this.openai;
		if (wish.stream()) {
			this.streaming = true;
			context.write(answers.streamHead.duplicate());
			event(context, answers, 0, wish.usage());
		}
		else {
			ByteBuf answer = wish.large() ? answers.large : answers.small;
			context.writeAndFlush(answer.duplicate());
		}
	}

	private void event(ChannelHandlerContext context, Answers answers, int number, boolean usage) {
		if (!context.channel().isActive()) {
			return;
		}
		this.counts.events++;
		context.writeAndFlush(answers.event(number, usage).duplicate());
		if (number < answers.events) {
			context.executor()
				.schedule(() -> event(context, answers, number + 1, usage), this.interval, TimeUnit.MILLISECONDS);
		}
		else {
			this.streaming = false;
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		if (this.streaming) {
			this.counts.abandoned++;
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		// A caller that resets its connection is no news.
		context.close();
	}

}
