package dev.sluice.simulator;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import reactor.core.publisher.Mono;

/**
 * Waits on the connection's own event loop.
 */
final class EventLoopClock {

	private final EventLoop loop;

	EventLoopClock(EventLoop loop) {
		this.loop = loop;
	}

	Mono<Void> after(Duration wait) {
		return wait.isZero() ? Mono.empty() : at(System.nanoTime() + wait.toNanos());
	}

	/**
	 * Completes at a moment, or at once when it is past.
	 */
	Mono<Void> at(long nanoTime) {
		return Mono.create((sink) -> {
			long left = nanoTime - System.nanoTime();
			if (left <= 0) {
				sink.success();
				return;
			}
			Future<?> timer = this.loop.schedule(() -> sink.success(), left, TimeUnit.NANOSECONDS);
			sink.onDispose(() -> timer.cancel(false));
		});
	}

}
