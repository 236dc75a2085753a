package dev.sluice.bench.upstream;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;

/**
 * A provider that costs next to nothing: answers made beforehand, one thread, no encoder.
 * It speaks Anthropic's dialect at {@code /v1/messages}, else OpenAI's. Arguments: the
 * port (18180), the milliseconds between two events (2) and how many events a stream has
 * (50).
 */
public final class Upstream {

	private Upstream() {
	}

	/**
	 * Starts the provider and serves until the process is ended.
	 * @param args port, milliseconds between events, events
	 * @throws InterruptedException when interrupted
	 */
	public static void main(String[] args) throws InterruptedException {
		int port = argument(args, 0, 18180);
		int events = argument(args, 2, 50);
		Answers openai = new Answers(Template.OPENAI, events);
		Answers anthropic = new Answers(Template.ANTHROPIC, events);
		int interval = argument(args, 1, 2);
		Counts counts = new Counts();
		EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
		new ServerBootstrap().group(loop)
			.channel(EpollServerSocketChannel.class)
			.option(ChannelOption.SO_BACKLOG, 1024)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(new ChannelInitializer<Channel>() {
				@Override
				protected void initChannel(Channel channel) {
					channel.pipeline()
						.addLast(new SocketCounter(counts), new HttpRequestDecoder(),
								new CallHandler(openai, anthropic, counts, interval));
				}
			})
			.bind("127.0.0.1", port)
			.sync()
			.channel()
			.closeFuture()
			.sync();
	}

	private static int argument(String[] args, int index, int fallback) {
		return (args.length > index) ? Integer.parseInt(args[index]) : fallback;
	}

}
