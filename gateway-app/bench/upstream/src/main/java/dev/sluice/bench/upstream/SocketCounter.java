package dev.sluice.bench.upstream;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;

/** Counts what is read from a socket and flushed to it. */
final class SocketCounter extends ChannelDuplexHandler {

	private final Counts counts;

	SocketCounter(Counts counts) {
		this.counts = counts;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object buffer) {
		this.counts.reads++;
		context.fireChannelRead(buffer);
	}

	@Override
	public void flush(ChannelHandlerContext context) {
		this.counts.flushes++;
		context.flush();
	}

}
