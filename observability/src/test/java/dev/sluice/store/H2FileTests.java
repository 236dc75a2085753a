package dev.sluice.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class H2FileTests {

	private final CountDownLatch begun = new CountDownLatch(1);

	private final CountDownLatch left = new CountDownLatch(1);

	private final CountDownLatch ended = new CountDownLatch(1);

	private final AtomicBoolean interrupted = new AtomicBoolean();

	@TempDir
	Path folder;

	/** An interrupt closes the file channel that all connections share. */
	@Test
	void interruptsNoWorkOnTheFile() throws InterruptedException {
		H2File file = new H2File(this.folder, 2, Duration.ofSeconds(5));
		Disposable work = Mono.fromRunnable(this::work).subscribeOn(file.scheduler()).subscribe();
		this.begun.await();
		work.dispose();
		this.left.countDown();
		this.ended.await();
		assertThat(this.interrupted).isFalse();
		file.close(Duration.ofSeconds(5));
	}

	private void work() {
		this.begun.countDown();
		try {
			this.left.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			this.interrupted.set(true);
		}
		this.interrupted.compareAndSet(false, Thread.interrupted());
		this.ended.countDown();
	}

}
