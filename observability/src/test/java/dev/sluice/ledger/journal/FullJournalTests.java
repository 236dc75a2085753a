package dev.sluice.ledger.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.ledger.FinishedAttempt;
import dev.sluice.ledger.JournalReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class FullJournalTests {

	@TempDir
	Path folder;

	@Test
	void refusesOpeningsWhenFullAndStillTakesEveryEnd() {
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, null);
			long opened = openUntilFull(journal, reader);
			assertThat(opened).isGreaterThan(8 * 256 / 2 * 1024 / (JournalSpace.CLOSING + 400));
			assertThat(reader.state().freeBytes()).isLessThan(2_000);
			for (long number = 0; number < opened; number++) {
				journal.closed(Attempts.closed(number));
			}
			assertThat(JournalOnDisk.drain(reader)).containsExactlyElementsOf(MappedJournalTests.finished(0, opened));
			await(() -> accepts(journal, opened));
			assertThat(this.folder.toFile().list((folder, name) -> name.endsWith(".segment"))).hasSize(8);
		}
	}

	@Test
	void aFullDiskRefusesBeforeAnythingIsSentUntilThereIsRoomAgain() {
		AtomicLong room = new AtomicLong(2 * 4 * 256 * 1024);
		JournalFolder.Disk disk = (channel, bytes, position) -> {
			long growth = Math.max(0, position + bytes.remaining() - channel.size());
			if (room.get() < growth) {
				throw new IOException("No space left on device");
			}
			room.addAndGet(-growth);
			JournalFolder.Disk.REAL.write(channel, bytes, position);
		};
		try (MappedJournal journal = JournalOnDisk.small(this.folder).on(disk).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, null);
			long opened = openUntilRefused(journal);
			assertThat(reader.state().segments()).isEqualTo(4);
			room.addAndGet(100 * 256 * 1024);
			await(() -> accepts(journal, opened));
			for (long number = 0; number <= opened; number++) {
				journal.closed(Attempts.closed(number));
			}
			assertThat(JournalOnDisk.drain(reader)).hasSize((int) opened + 1);
		}
	}

	@Test
	void aDiskThatFaultsUnderAMappedFileDoesNotEndTheJournalsThread() {
		AtomicBoolean faulty = new AtomicBoolean();
		JournalFolder.Disk disk = (channel, bytes, position) -> {
			if (faulty.get()) {
				throw new InternalError("a fault occurred in an unsafe memory access operation");
			}
			JournalFolder.Disk.REAL.write(channel, bytes, position);
		};
		try (MappedJournal journal = JournalOnDisk.small(this.folder).on(disk).open()) {
			AtomicLong numbers = new AtomicLong();
			await(() -> accepts(journal, numbers.getAndIncrement()));
			faulty.set(true);
			await(() -> !accepts(journal, numbers.getAndIncrement()));
			faulty.set(false);
			await(() -> accepts(journal, numbers.getAndIncrement()));
		}
	}

	@Test
	void aDiskThatIsFullFromTheStartLetsTheGatewayStart() {
		JournalFolder.Disk full = (channel, bytes, position) -> {
			throw new IOException("No space left on device");
		};
		try (MappedJournal journal = JournalOnDisk.small(this.folder).on(full).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, null);
			assertThat(openUntilRefused(journal)).isZero();
			assertThat(JournalOnDisk.drain(reader)).isEmpty();
			assertThat(reader.replayed()).isTrue();
		}
	}

	@Test
	void whatIsThereIsReplayedThoughTheDiskIsFull() {
		MappedJournal crashed = JournalOnDisk.small(this.folder).open();
		long opened = openUntilRefused(crashed);
		crashed.close();
		JournalFolder.Disk full = (channel, bytes, position) -> {
			if (position + bytes.remaining() > channel.size()) {
				throw new IOException("No space left on device");
			}
			JournalFolder.Disk.REAL.write(channel, bytes, position);
		};
		try (MappedJournal journal = JournalOnDisk.small(this.folder).on(full).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, null);
			assertThat(openUntilRefused(journal)).isZero();
			assertThat(JournalOnDisk.drain(reader)).hasSize((int) opened)
				.allMatch((attempt) -> attempt.closed() == null);
			assertThat(reader.replayed()).isTrue();
			await(() -> accepts(journal, opened));
			journal.closed(Attempts.closed(opened));
			assertThat(JournalOnDisk.drain(reader)).containsExactly(MappedJournalTests.finished(opened));
		}
	}

	@Test
	void aCallOfManyHoursDoesNotKeepTheSegmentsBehindIt() {
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, null);
			journal.opened(Attempts.opened(0));
			List<FinishedAttempt> all = new ArrayList<>();
			for (long number = 1; number <= 20_000; number++) {
				attempt(journal, number);
				if (number % 100 == 0) {
					all.addAll(JournalOnDisk.drain(reader));
				}
			}
			assertThat(all).hasSize(20_000);
			assertThat(reader.state().segments()).isLessThanOrEqualTo(8);
			assertThat(reader.state().openAttempts()).isEqualTo(1);
			journal.closed(Attempts.closed(0));
			assertThat(JournalOnDisk.drain(reader)).containsExactly(MappedJournalTests.finished(0));
			assertThat(reader.damages()).isEmpty();
		}
	}

	/** Writes a little, so that no segment happens to be full to its last byte. */
	static void shift(MappedJournal journal) {
		journal.opened(Attempts.opened(Attempts.id(-1), "r".repeat(20), Map.of()));
		journal.voided(Attempts.id(-1));
	}

	/** Appends as fast as segments can be made ready. */
	static void attempt(MappedJournal journal, long number) {
		await(() -> accepts(journal, number));
		journal.closed(Attempts.closed(number));
	}

	/** Opens until all files that there may be are made, and full. */
	private static long openUntilFull(MappedJournal journal, JournalReader reader) {
		AtomicLong opened = new AtomicLong();
		await(() -> {
			boolean allMade = reader.state().segments() == 8;
			boolean accepted = accepts(journal, opened.get());
			if (accepted) {
				opened.incrementAndGet();
			}
			return allMade && !accepted;
		});
		return opened.get();
	}

	private static long openUntilRefused(MappedJournal journal) {
		long opened = 0;
		long patience = System.nanoTime() + Duration.ofMillis(200).toNanos();
		while (System.nanoTime() < patience) {
			if (accepts(journal, opened)) {
				opened++;
				patience = System.nanoTime() + Duration.ofMillis(200).toNanos();
			}
			else {
				LockSupport.parkNanos(1_000_000);
			}
		}
		return opened;
	}

	private static boolean accepts(MappedJournal journal, long number) {
		try {
			journal.opened(Attempts.opened(number));
			return true;
		}
		catch (GatewayException ex) {
			assertThat(ex.kind()).isEqualTo(ErrorKind.BUDGET_UNAVAILABLE);
			assertThat(ex.retryAfter()).isNotNull();
			return false;
		}
	}

	private static void await(BooleanSupplier condition) {
		long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).isLessThan(end);
			LockSupport.parkNanos(1_000_000);
		}
	}

}
