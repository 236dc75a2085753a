package dev.sluice.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.sluice.store.SqlVendor.JdbcAddress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** How a database is opened: a server patiently, a file once. */
@Timeout(30)
@ExtendWith(OutputCaptureExtension.class)
class OpeningTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();

	private final SqlVendor vendor = mock(SqlVendor.class);

	private final Opening opening = new Opening(this.vendor);

	@TempDir
	Path folder;

	private Supplier<JdbcAddress> address;

	private int asked;

	@BeforeEach
	void make() {
		when(this.vendor.name()).thenReturn("h2");
		when(this.vendor.place()).thenReturn("place");
		when(this.vendor.remote()).thenReturn(true);
		when(this.vendor.scheduler()).thenReturn(Schedulers.immediate());
		when(this.vendor.jdbc()).thenAnswer((call) -> {
			this.asked++;
			return this.address.get();
		});
		down("refused");
	}

	@AfterEach
	void endVirtualTime() {
		this.opening.stop();
		VirtualTimeScheduler.reset();
	}

	@Test
	void aServerThatIsDownIsAskedAgainAndAgain(CapturedOutput output) {
		assertThat(this.opening.begun()).isFalse();
		assertThat(this.opening.failure()).isNull();
		this.opening.begin();
		assertThat(this.opening.begun()).isTrue();
		assertThat(this.opening.done()).isNotDone();
		assertThat(this.opening.failure()).hasMessage("The database place cannot be used: refused.");
		assertThat(output).containsOnlyOnce("refused with 503 until it answers");
		while (this.asked < 12) {
			this.time.advanceTimeBy(Duration.ofSeconds(1));
		}
		assertThat(output).containsOnlyOnce("refused with 503 until it answers");
		int before = this.asked;
		for (int i = 0; i < 80; i++) {
			this.time.advanceTimeBy(Duration.ofSeconds(1));
		}
		assertThat(this.asked).as("every five seconds or so").isBetween(before + 10, before + 33);
		assertThat(output.getOut().split("refused with 503 until it answers", -1)).as("told now and then")
			.hasSizeBetween(3, 5);
	}

	@Test
	void aServerThatComesBackIsReadyAndFailsNobodyAnyMore(CapturedOutput output) {
		this.opening.begin();
		this.address = this::file;
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(this.opening.done()).isCompleted();
		assertThat(this.opening.failure()).isNull();
		assertThat(output).contains("The database place is ready after ");
		this.time.advanceTimeBy(Duration.ofMinutes(1));
		assertThat(this.asked).isEqualTo(2);
	}

	@Test
	void aFileThatCannotBeOpenedIsTheEndOfTheStart() {
		when(this.vendor.remote()).thenReturn(false);
		this.address = () -> {
			throw new IllegalStateException("outer", new IllegalStateException("The file is broken.\nat length"));
		};
		this.opening.begin();
		assertThat(this.asked).isEqualTo(1);
		assertThat(this.opening.done()).isCompletedExceptionally();
		assertThatIllegalStateException().isThrownBy(this.opening::await)
			.withMessageContaining("The database place cannot be opened: The file is broken. Check that");
	}

	@Test
	void whatHasNoWordsIsToldByItsKind() {
		when(this.vendor.remote()).thenReturn(false);
		down(null);
		this.opening.begin();
		assertThatIllegalStateException().isThrownBy(this.opening::await)
			.withMessageContaining("cannot be opened: IllegalStateException. Check");
	}

	@Test
	void aStartThatIsInterruptedStaysInterrupted() {
		Thread.currentThread().interrupt();
		assertThatIllegalStateException().isThrownBy(this.opening::await).withMessageContaining("Interrupted");
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void anEndAsksNoServerAgain() {
		this.opening.begin();
		this.opening.stop();
		this.time.advanceTimeBy(Duration.ofMinutes(1));
		assertThat(this.asked).isEqualTo(1);
	}

	@Test
	void aFileThatIsBeingOpenedIsOpenedBeforeItsEnd() {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		Scheduler thread = Schedulers.fromExecutor((work) -> new Thread(work).start());
		when(this.vendor.remote()).thenReturn(false);
		when(this.vendor.scheduler()).thenReturn(thread);
		this.address = () -> {
			entered.countDown();
			await(go);
			return file();
		};
		this.opening.begin();
		await(entered);
		CompletableFuture<Boolean> opened = CompletableFuture.supplyAsync(() -> {
			this.opening.stop();
			return this.opening.done().isDone();
		});
		go.countDown();
		assertThat(opened.join()).isTrue();
	}

	@Test
	void anEndBeforeTheBeginningWaitsForNothing() {
		when(this.vendor.remote()).thenReturn(false);
		this.opening.stop();
		assertThat(this.opening.done()).isNotDone();
	}

	@Test
	void anEndThatIsInterruptedStaysInterrupted() {
		when(this.vendor.remote()).thenReturn(false);
		when(this.vendor.scheduler()).thenReturn(Schedulers.fromExecutor((work) -> {
		}));
		this.opening.begin();
		Thread.currentThread().interrupt();
		this.opening.stop();
		assertThat(Thread.interrupted()).isTrue();
		this.opening.done().complete(null);
	}

	private void down(String why) {
		this.address = () -> {
			throw new IllegalStateException(why);
		};
	}

	private JdbcAddress file() {
		return new JdbcAddress("jdbc:h2:file:" + this.folder.resolve("sluice"), "sluice", "", "");
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
