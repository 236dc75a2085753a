package dev.sluice.app.transport;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.NonBlocking;
import reactor.netty.resources.LoopResources;

/** Event loops on the sockets the operator chose, shared by servers and clients. */
final class ChosenLoops implements LoopResources {

	private final EventLoopGroup loops;

	private final EventLoopGroup colocated;

	ChosenLoops(IoHandlerFactory handlers) {
		AtomicInteger number = new AtomicInteger();
		ThreadFactory threads = (task) -> new Loop(task, "reactor-http-chosen-" + number.incrementAndGet());
		this.loops = new MultiThreadIoEventLoopGroup(LoopResources.DEFAULT_IO_WORKER_COUNT, threads, handlers);
		this.colocated = LoopResources.colocate(this.loops);
	}

	@Override
	public EventLoopGroup onServer(boolean useNative) {
		return this.loops;
	}

	@Override
	public EventLoopGroup onClient(boolean useNative) {
		return this.colocated;
	}

	@Override
	public boolean isDisposed() {
		return this.loops.isShuttingDown();
	}

	@Override
	public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
		return Mono.create((sink) -> this.loops
			.shutdownGracefully(quietPeriod.toMillis(), timeout.toMillis(), TimeUnit.MILLISECONDS)
			.addListener((stopped) -> sink.success()));
	}

	/** Reactor refuses to block on it. */
	private static final class Loop extends FastThreadLocalThread implements NonBlocking {

		Loop(Runnable task, String name) {
			super(task, name);
			setDaemon(true);
		}

	}

}
