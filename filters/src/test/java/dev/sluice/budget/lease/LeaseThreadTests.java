package dev.sluice.budget.lease;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(20)
@ExtendWith(OutputCaptureExtension.class)
class LeaseThreadTests {

	private final LeaseThread thread = new LeaseThread();

	@AfterEach
	void close() {
		this.thread.close();
	}

	@Test
	void keepsNoProcessAlive() throws Exception {
		assertThat(worker().isDaemon()).isTrue();
		assertThat(worker()).hasFieldOrPropertyWithValue("name", "sluice-leases").isSameAs(worker());
	}

	@Test
	void aFaultIsToldAndTheNextTurnComes(CapturedOutput output) throws Exception {
		CountDownLatch turns = new CountDownLatch(3);
		this.thread.everyTick(() -> {
			turns.countDown();
			throw new IllegalStateException("a turn");
		});
		turns.await();
		this.thread.execute(() -> {
			throw new IllegalStateException("a task");
		});
		worker();
		assertThat(output).contains("goes on with the next", "a turn", "a task");
	}

	@Test
	void atItsEndWhatIsToBeDoneIsDoneAndNothingMore() throws Exception {
		Thread worker = worker();
		CountDownLatch open = new CountDownLatch(1);
		List<String> done = new CopyOnWriteArrayList<>();
		this.thread.execute(() -> await(open));
		this.thread.everyTick(() -> done.add("tick"));
		this.thread.execute(() -> done.add("before"));
		this.thread.close();
		this.thread.execute(() -> done.add("after"));
		open.countDown();
		worker.join();
		assertThat(done).containsExactly("before");
	}

	private Thread worker() throws Exception {
		CompletableFuture<Thread> worker = new CompletableFuture<>();
		this.thread.execute(() -> worker.complete(Thread.currentThread()));
		return worker.get(10, TimeUnit.SECONDS);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
