package dev.sluice.ledger.journal;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

import com.sun.management.ThreadMXBean;
import dev.sluice.ledger.AttemptClosed;
import dev.sluice.ledger.AttemptOpened;
import dev.sluice.ledger.JournalReader;

/**
 * Prints what an attempt costs the thread that appends: nanoseconds of the processor,
 * bytes of garbage, and the longest pause in microseconds. A process of its own, since
 * classes that other tests mock cost more.
 */
final class AppendCost {

	private static final int BATCH = 4_000;

	private static final int ROUNDS = 40;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private long nanos = Long.MAX_VALUE;

	private long bytes = Long.MAX_VALUE;

	private long pause;

	private AppendCost() {
	}

	public static void main(String[] args) {
		AppendCost cost = new AppendCost();
		try (MappedJournal journal = JournalOnDisk.of(Path.of(args[0]), 4096, 64).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, null);
			for (int round = 0; round < ROUNDS; round++) {
				cost.append(journal, round > ROUNDS / 2);
				JournalOnDisk.drain(reader);
				while (journal.space().scarce()) {
					LockSupport.parkNanos(1_000_000);
				}
			}
		}
		System.out.println("COST " + cost.nanos / BATCH + " " + cost.bytes / BATCH + " " + cost.pause / 1_000);
	}

	private void append(MappedJournal journal, boolean warm) {
		AttemptOpened opened = Attempts.opened(1);
		AttemptClosed closed = Attempts.closed(1);
		long cpu = this.threads.getCurrentThreadCpuTime();
		long memory = this.threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < BATCH; i++) {
			long start = System.nanoTime();
			journal.opened(opened);
			journal.closed(closed);
			this.pause = Math.max(this.pause, warm ? System.nanoTime() - start : 0);
		}
		this.nanos = Math.min(this.nanos, this.threads.getCurrentThreadCpuTime() - cpu);
		this.bytes = Math.min(this.bytes, this.threads.getCurrentThreadAllocatedBytes() - memory);
	}

}
