package dev.sluice.app.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import reactor.netty.NettyPipeline;
import reactor.netty.channel.ChannelOperations;

/**
 * Reads on where Reactor Netty 1.3.6 forgets to: when a request that came before its
 * predecessor was quite over is answered at once, nobody reads from its connection any
 * more (reactor/reactor-netty#4361, mended in 1.3.8). Calls that are answered later pass
 * at the price of a field.
 */
final class KeptConnections extends ChannelInboundHandlerAdapter {

	private boolean dispatching;

	/** Stands behind the handler that forgets, if it is there. */
	static void watch(ChannelPipeline pipeline) {
		if (pipeline.get(NettyPipeline.HttpTrafficHandler) != null) {
			pipeline.addAfter(NettyPipeline.HttpTrafficHandler, KeptConnections.class.getName(), new KeptConnections());
		}
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		this.dispatching = true;
		try {
			context.fireChannelRead(message);
		}
		finally {
			this.dispatching = false;
		}
	}

	// The end of a request is told as an event; this one ended before it was all handed
	// on.
	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		context.fireUserEventTriggered(event);
		if (this.dispatching) {
			context.executor().execute(() -> readOn(context));
		}
	}

	private static void readOn(ChannelHandlerContext context) {
		boolean idle = ChannelOperations.get(context.channel()) == null;
		if (idle && !context.isRemoved() && context.channel().isActive()) {
			context.read();
		}
	}

}
