package dev.sluice.ledger.journal;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

import com.sun.management.ThreadMXBean;
import dev.sluice.ledger.AttemptClosed;
import dev.sluice.ledger.AttemptOpened;
import dev.sluice.ledger.JournalReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the journal costs the thread that appends. The bound is loose, because machines
 * that build are busy; the figures are printed.
 */
@Timeout(120)
class AppendCostTests {

	private static final int BATCH = 4_000;

	private static final int ROUNDS = 40;

	/**
	 * On a busy machine the compiler takes longer; what it has not compiled makes
	 * garbage.
	 */
	private static final int MOST_ROUNDS = 400;

	private static final int MOST_BYTES = 200;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	@TempDir
	Path folder;

	@Test
	void anAttemptCostsAFewMicrosecondsAndHardlyAnyMemory() {
		AttemptOpened opened = Attempts.opened(1);
		AttemptClosed closed = Attempts.closed(1);
		try (MappedJournal journal = JournalOnDisk.of(this.folder, 4096, 64).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, null);
			long best = Long.MAX_VALUE;
			long bytes = Long.MAX_VALUE;
			long worst = 0;
			for (int round = 0; round < ROUNDS || (bytes >= MOST_BYTES * BATCH && round < MOST_ROUNDS); round++) {
				long cpu = this.threads.getCurrentThreadCpuTime();
				long memory = this.threads.getCurrentThreadAllocatedBytes();
				for (int i = 0; i < BATCH; i++) {
					long start = System.nanoTime();
					journal.opened(opened);
					journal.closed(closed);
					worst = Math.max(worst, (round > ROUNDS / 2) ? System.nanoTime() - start : 0);
				}
				best = Math.min(best, this.threads.getCurrentThreadCpuTime() - cpu);
				bytes = Math.min(bytes, this.threads.getCurrentThreadAllocatedBytes() - memory);
				JournalOnDisk.drain(reader);
				while (journal.space().scarce()) {
					LockSupport.parkNanos(1_000_000);
				}
			}
			System.out.printf("An attempt costs %d ns of CPU and %d bytes; the longest pause was %d us%n", best / BATCH,
					bytes / BATCH, worst / 1_000);
			assertThat(best / BATCH).isLessThan(20_000);
			assertThat(bytes / BATCH).isLessThan(MOST_BYTES);
		}
	}

}
