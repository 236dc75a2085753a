package dev.sluice.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** How fast the flusher replays, how it is interrupted, and what it says of failures. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class FlusherWordsTests {

	private static final AllowanceKey KEY = new AllowanceKey("key:words", "lifetime");

	@RegisterExtension
	static final SharedStore store = SharedStore.forMovedTime();

	private final StoreRig rig = store.rig();

	private final VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();

	private final JournalReader journal = mock(JournalReader.class);

	private final Queue<FinishedAttempt> attempts = new ConcurrentLinkedQueue<>();

	private final AtomicInteger booked = new AtomicInteger();

	private boolean closed;

	private volatile boolean broken;

	private volatile boolean replayed = true;

	private int place;

	private LedgerFlusher flusher;

	@BeforeEach
	void make() {
		when(this.journal.replayed()).thenAnswer((call) -> this.replayed);
		when(this.journal.read(anyInt())).thenAnswer((call) -> read());
		this.flusher = new LedgerFlusher(this.rig.database, new PotTable(store.newNode()), this.journal,
				new RefusedAttempts(store::folder), (bookings) -> this.booked.incrementAndGet(), () -> 5);
	}

	@AfterEach
	void endVirtualTime() {
		if (!this.closed) {
			Thread end = new Thread(this.flusher::close);
			end.start();
			turns(Duration.ofMillis(200), () -> !end.isAlive());
		}
		VirtualTimeScheduler.reset();
	}

	@Test
	void theReplayDoesNotRestWhileThereIsMore() {
		this.replayed = false;
		this.attempts.addAll(List.of(finished(), finished(), finished()));
		this.flusher.start();
		turns(Duration.ZERO, this.attempts::isEmpty);
		this.replayed = true;
	}

	@Test
	void whoInterruptsItsEndStaysInterrupted() {
		Thread.currentThread().interrupt();
		this.flusher.close();
		this.closed = true;
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void aFailureAndItsEndAreToldOnce(CapturedOutput output) {
		this.flusher.start();
		turns(Duration.ofMillis(200), () -> this.flusher.replayed().toFuture().isDone());
		this.attempts.add(finished());
		turns(Duration.ofMillis(200), () -> this.booked.get() == 1);
		assertThat(output.getOut()).doesNotContain("Usage is booked again").doesNotContain("Usage cannot be booked");
		this.broken = true;
		turns(Duration.ofMillis(200), this.flusher::failing);
		this.time.advanceTimeBy(Duration.ofSeconds(20));
		this.broken = false;
		this.attempts.add(finished());
		turns(Duration.ofMillis(200), () -> this.booked.get() == 2);
		assertThat(output.getOut()).containsOnlyOnce("Usage cannot be booked now")
			.containsOnlyOnce("Usage is booked again");
	}

	private JournalBatch read() {
		if (this.broken) {
			throw new IllegalStateException("broken");
		}
		FinishedAttempt attempt = this.attempts.poll();
		this.place += (attempt != null) ? 1 : 0;
		return new JournalBatch((attempt != null) ? List.of(attempt) : List.of(), new JournalPosition(0, this.place));
	}

	private static FinishedAttempt finished() {
		return Attempts.finished(50, 30, KEY);
	}

	/** Lets the flusher work until something is so. */
	private void turns(Duration step, BooleanSupplier condition) {
		Awaitility.await().pollDelay(Duration.ZERO).pollInterval(1, TimeUnit.MILLISECONDS).until(() -> {
			this.time.advanceTimeBy(step);
			return condition.getAsBoolean();
		});
	}

}
