package dev.sluice.ledger.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

import dev.sluice.call.GatewayException;
import dev.sluice.ledger.FinishedAttempt;
import dev.sluice.ledger.JournalBatch;
import dev.sluice.ledger.JournalReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(300)
class ConcurrentAppendTests {

	private static final int THREADS = 16;

	private static final int EACH = Boolean.getBoolean("proof") ? 100_000 : 20_000;

	@TempDir
	Path folder;

	private final List<BitSet> seen = new ArrayList<>();

	@Test
	void manyThreadsAppendWhileOneReadsAndNothingIsLostOrTwice() {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try (MappedJournal journal = JournalOnDisk.of(this.folder, 1024, 16).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, null);
			List<CompletableFuture<Void>> appenders = new ArrayList<>();
			for (int thread = 0; thread < THREADS; thread++) {
				this.seen.add(new BitSet());
				long first = (long) thread << 32;
				appenders.add(CompletableFuture.runAsync(() -> append(journal, first), threads));
			}
			long left = (long) THREADS * EACH;
			long deadline = System.nanoTime() + Duration.ofSeconds(240).toNanos();
			while (left > 0 && System.nanoTime() < deadline) {
				JournalBatch batch = reader.read(5_000);
				batch.attempts().forEach(this::see);
				reader.committed(batch.next());
				left -= batch.attempts().size();
			}
			assertThat(left).as("unread attempts, %s", reader.state()).isZero();
			appenders.forEach(CompletableFuture::join);
			assertThat(reader.read(1).attempts()).isEmpty();
			assertThat(reader.damages()).isEmpty();
			assertThat(reader.state().openAttempts()).isZero();
			assertThat(this.seen).allSatisfy((numbers) -> assertThat(numbers.cardinality()).isEqualTo(EACH));
			assertThat(this.folder.toFile().list((folder, name) -> name.endsWith(".segment")))
				.hasSizeLessThanOrEqualTo(16);
		}
		finally {
			threads.shutdownNow();
		}
	}

	// Some attempts outlast many others, so that their segments must be emptied.
	private static void append(MappedJournal journal, long first) {
		List<Long> late = new ArrayList<>();
		for (long number = first; number < first + EACH; number++) {
			open(journal, number);
			if (number % 1_000 == 0) {
				late.add(number);
			}
			else {
				journal.closed(Attempts.closed(number));
			}
		}
		late.forEach((number) -> journal.closed(Attempts.closed(number)));
	}

	private static void open(MappedJournal journal, long number) {
		boolean refused = true;
		while (refused) {
			try {
				journal.opened(Attempts.opened(number));
				refused = false;
			}
			catch (GatewayException ex) {
				LockSupport.parkNanos(500_000);
			}
		}
	}

	private void see(FinishedAttempt finished) {
		long number = finished.opened().id().getLeastSignificantBits();
		BitSet numbers = this.seen.get((int) (number >> 32));
		assertThat(numbers.get((int) number)).isFalse();
		numbers.set((int) number);
		if (number % 100 == 0) {
			assertThat(finished).isEqualTo(MappedJournalTests.finished(number));
		}
	}

}
