package dev.sluice.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import io.r2dbc.spi.R2dbcTransientResourceException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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

	@Test
	void whoAsksStartsNoThread() {
		H2File file = new H2File(this.folder, 3, Duration.ofSeconds(5));
		Set<Thread> others = threads();
		file.start();
		Set<Thread> started = threads();
		started.removeAll(others);
		assertThat(started).hasSize(3);
		file.close(Duration.ofSeconds(5));
		Awaitility.await().until(() -> started.stream().noneMatch(Thread::isAlive));
	}

	@Test
	void collisionsAreRepeatedAndNothingElse() {
		H2File file = new H2File(this.folder, 2, Duration.ofSeconds(5));
		assertThat(file.repeatable(new R2dbcTransientResourceException("deadlock", "40001"))).isTrue();
		assertThat(file.repeatable(new R2dbcTransientResourceException("changed", "90131", 90_131))).isTrue();
		assertThat(file.repeatable(new R2dbcTransientResourceException("locked", "HYT00", 50_200))).isTrue();
		assertThat(file.repeatable(new R2dbcTransientResourceException("full", "HY000", 50_000))).isFalse();
		assertThat(file.repeatable(new IllegalStateException("40001"))).isFalse();
	}

	@Test
	void refusesWhoAsksTooMuchButTakesEveryConnectionThatIsHandedOut() throws InterruptedException {
		H2File file = new H2File(this.folder, 1, Duration.ofSeconds(5));
		CountDownLatch asked = new CountDownLatch(4_096);
		CountDownLatch handedOut = new CountDownLatch(1);
		file.scheduler().schedule(this::work);
		this.begun.await();
		for (int i = 0; i < 4_096; i++) {
			file.scheduler().schedule(asked::countDown);
		}
		assertThatExceptionOfType(RejectedExecutionException.class)
			.isThrownBy(() -> file.scheduler().schedule(asked::countDown));
		file.handOut().schedule(handedOut::countDown);
		this.left.countDown();
		handedOut.await();
		assertThat(asked.getCount()).isZero();
		file.close(Duration.ofSeconds(5));
	}

	@Test
	void itsEndLetsGoOfTheFileAndOfEveryThread() throws IOException {
		Set<Thread> before = threads();
		SluiceDatabase database = TestStore.H2_FILE.open(this.folder);
		Set<Thread> started = threads();
		started.removeAll(before);
		assertThat(started).as("before anything is asked").hasSize(8);
		Path path = Path.of(database.place());
		assertThat(path).isRegularFile();
		database.close();
		try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
			assertThat(channel.tryLock()).isNotNull();
		}
		Awaitility.await().until(() -> before.containsAll(threads()));
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("sluice-h2"))
			.collect(Collectors.toSet());
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
