package dev.sluice.dispatch;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;

import dev.sluice.call.GatewayException;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(20)
class ClockHandTests {

	private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

	private static final EventLoop LOOP = new DefaultEventLoop();

	private static final ClockWheel WHEEL = new ClockWheel(Duration.ZERO);

	@AfterAll
	static void stop() {
		LOOP.shutdownGracefully(0, 1, TimeUnit.SECONDS);
	}

	@Test
	void aProviderThatHasSaidAllIsLeftSoonThoughItsReaderPauses() throws Exception {
		SilentGate gate = new SilentGate();
		LOOP.submit(() -> {
			gate.open(ClockHand.start(WHEEL, gate, MINUTE, System.nanoTime() + MINUTE));
			gate.onSubscribe(gate);
			gate.finished();
			gate.saidAll();
		}).get();
		assertThat(gate.silent.get()).isEqualTo("between-events-timeout");
		assertThat(gate.cancelled).isDone();
	}

	/** Nothing was asked for, as when the reader takes nothing. */
	private static final class SilentGate extends ReplyGate implements Subscription {

		final CompletableFuture<String> silent = new CompletableFuture<>();

		final CompletableFuture<Boolean> cancelled = new CompletableFuture<>();

		SilentGate() {
			super(LOOP, GateRig.BUFFERS);
		}

		@Override
		void take(ByteBuf bytes) {
			bytes.release();
		}

		@Override
		void finish() {
		}

		@Override
		void broken(Throwable error) {
		}

		@Override
		void left() {
		}

		@Override
		void silent(String clock) {
			this.silent.complete(clock);
			end(null);
		}

		@Override
		void stopped(GatewayException failure) {
		}

		@Override
		void free() {
		}

		@Override
		public void request(long n) {
		}

		@Override
		public void cancel() {
			this.cancelled.complete(true);
		}

	}

}
