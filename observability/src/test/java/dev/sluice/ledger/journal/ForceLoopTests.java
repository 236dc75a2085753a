package dev.sluice.ledger.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

import dev.sluice.call.GatewayException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.spy;

/** What reaches the disk, and what follows when it does not. */
@Timeout(30)
@ExtendWith(OutputCaptureExtension.class)
class ForceLoopTests {

	private static final int SIZE = 64 * 1024;

	private final Forced disk = new Forced();

	@TempDir
	Path folder;

	@Test
	void whatWasAppendedIsForcedOnce() throws IOException {
		SegmentChain chain = new SegmentChain();
		ForceLoop loop = loop(chain);
		assertThat(turn(loop)).as("three headers").containsExactly("0-64", "0-64", "0-64");
		append(chain, 1);
		assertThat(turn(loop)).containsExactly("64-136");
		append(chain, 2);
		assertThat(turn(loop)).containsExactly("136-280");
		assertThat(turn(loop)).isEmpty();
	}

	@Test
	void aSegmentThatIsLeftIsForcedToItsEnd() throws IOException {
		SegmentChain chain = new SegmentChain();
		ForceLoop loop = loop(chain);
		append(chain, 10);
		turn(loop);
		fill(chain);
		assertThat(turn(loop)).containsExactly("784-" + SIZE, "64-136");
		assertThat(turn(loop)).isEmpty();
	}

	@Test
	void anAppendThatTakesManyTurnsIsForcedWhenItHasEnded() throws IOException {
		SegmentChain chain = new SegmentChain();
		ForceLoop loop = loop(chain);
		turn(loop);
		slowly(chain, () -> {
			append(chain, 1);
			for (int i = 0; i < 5; i++) {
				assertThat(turn(loop)).as("what is behind it does not wait").containsExactly("64-208");
			}
		});
		assertThat(turn(loop)).containsExactly("64-208");
		assertThat(turn(loop)).isEmpty();
	}

	@Test
	void anAppendThatEndsAfterItsSegmentWasLeftIsForcedAndHoldsUpNoOther() throws IOException {
		SegmentChain chain = new SegmentChain();
		ForceLoop loop = loop(chain);
		turn(loop);
		slowly(chain, () -> {
			fill(chain);
			assertThat(turn(loop)).containsExactly("64-" + SIZE, "64-136");
			append(chain, 1);
			assertThat(turn(loop)).containsExactly("64-" + SIZE, "136-208");
		});
		assertThat(turn(loop)).containsExactly("64-" + SIZE);
		assertThat(turn(loop)).isEmpty();
	}

	@Test
	void aSegmentThatIsFreeIsForcedNoMore() throws IOException {
		SegmentChain chain = new SegmentChain();
		ForceLoop loop = loop(chain);
		turn(loop);
		append(chain, 1);
		chain.first().free();
		assertThat(turn(loop)).isEmpty();
		assertThat(new UnforcedSegment(chain.first()).force()).as("nothing is left of it").isTrue();
	}

	@Test
	void aSegmentIsDoneWithOnceItIsFullAndForced() throws IOException {
		SegmentChain chain = new SegmentChain();
		loop(chain);
		append(chain, 1);
		UnforcedSegment first = new UnforcedSegment(chain.first());
		assertThat(first.force()).isFalse();
		fill(chain);
		assertThat(first.force()).isTrue();
	}

	@Test
	void restsBetweenTurnsOnAThreadThatKeepsNoProcessAlive() throws IOException {
		Set<Thread> others = Thread.getAllStackTraces().keySet();
		try (MappedJournal journal = open(Duration.ofSeconds(10))) {
			Thread thread = threadsSince(others).get(0);
			assertThat(thread.isDaemon()).isTrue();
			await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
			assertThat(journal.writable()).isTrue();
		}
	}

	@Test
	void whatTheDiskDoesNotTakeIsToldOnceAndForcedAgain(CapturedOutput output) throws IOException {
		SegmentChain chain = new SegmentChain();
		ForceLoop loop = loop(chain);
		turn(loop);
		append(chain, 1);
		for (Throwable fault : List.of(new IOException("Input/output error"),
				new InternalError("a fault occurred in an unsafe memory access operation"))) {
			this.disk.fault = fault;
			loop.run();
			assertThat(loop.healthy()).isFalse();
		}
		assertThat(output.getOut()).containsOnlyOnce("disk does not take what is written");
		this.disk.fault = null;
		assertThat(turn(loop)).containsExactly("64-136");
	}

	@Test
	void aDiskThatTakesNothingRefusesUntilItDoes() throws IOException {
		try (MappedJournal journal = open(Duration.ofMillis(5))) {
			journal.opened(Attempts.opened(1));
			await().until(() -> isForced(journal));
			this.disk.fault = new IOException("Input/output error");
			journal.opened(Attempts.opened(2));
			await().until(() -> !journal.writable());
			assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> journal.opened(Attempts.opened(3)));
			journal.closed(Attempts.closed(2));
			this.disk.fault = null;
			await().until(journal::writable);
			journal.opened(Attempts.opened(3));
		}
	}

	@Test
	void filesThatAreGoneRefuseThoughTheyHaveRoom(CapturedOutput output) throws IOException {
		Path lost = Files.createDirectory(this.folder.resolve("journal"));
		try (MappedJournal journal = open(lost, Duration.ofMillis(5))) {
			journal.opened(Attempts.opened(1));
			await().until(() -> isForced(journal));
			FileSystemUtils.deleteRecursively(lost);
			journal.opened(Attempts.opened(2));
			await().until(() -> !journal.writable());
		}
		assertThat(output.getOut()).contains("0000.segment").contains("restart the gateway");
	}

	@Test
	void aCopyThatIsGoneRefusesToo() throws IOException {
		try (MappedJournal journal = open(Duration.ofMillis(5))) {
			journal.opened(Attempts.opened(1));
			await().until(() -> isForced(journal));
			Files.delete(this.folder.resolve("0000.segment.copy"));
			journal.opened(Attempts.opened(2));
			await().until(() -> !journal.writable());
		}
	}

	@Test
	void aFileThatIsGoneKeepsNoOtherFromTheDisk() throws IOException {
		SegmentChain chain = new SegmentChain();
		ForceLoop loop = loop(chain);
		turn(loop);
		fill(chain);
		Files.delete(chain.first().file().path());
		this.disk.ranges.clear();
		loop.run();
		assertThat(loop.healthy()).isFalse();
		assertThat(this.disk.ranges()).containsExactly("64-136");
	}

	@Test
	void theEndForcesWhatIsLeft() throws IOException {
		MappedJournal journal = open(Duration.ofSeconds(10));
		await().until(() -> !this.disk.ranges().isEmpty());
		this.disk.ranges.clear();
		journal.opened(Attempts.opened(1));
		int tail = journal.chain().first().tail();
		journal.close();
		assertThat(this.disk.ranges()).last().asString().endsWith("-" + tail);
	}

	@Test
	@Timeout(8)
	void whoFindsNoRoomNeedNotWaitForTheNextTurn() throws IOException {
		try (MappedJournal journal = open(Duration.ofSeconds(10))) {
			await().until(() -> !this.disk.ranges().isEmpty());
			for (long number = 0; journal.reader().state().segments() < 6; number++) {
				try {
					journal.opened(Attempts.opened(number));
				}
				catch (GatewayException ex) {
					Thread.onSpinWait();
				}
			}
		}
	}

	@Test
	void whoInterruptsItsEndStaysInterrupted() throws IOException {
		Set<Thread> others = Thread.getAllStackTraces().keySet();
		MappedJournal journal = open(Duration.ofMillis(5));
		Thread.currentThread().interrupt();
		journal.close();
		assertThat(Thread.interrupted()).isTrue();
		// It would find the folder gone, and say so in another test's log.
		await().until(() -> threadsSince(others).isEmpty());
	}

	/** Whether there is nothing left for the disk to take. */
	private boolean isForced(MappedJournal journal) {
		List<String> ranges = this.disk.ranges();
		long headers = ranges.stream().filter((range) -> range.startsWith("0-")).count();
		return headers == journal.reader().state().segments()
				&& ranges.stream().anyMatch((range) -> range.endsWith("-" + journal.chain().first().tail()));
	}

	private static List<Thread> threadsSince(Set<Thread> others) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("sluice-journal") && !others.contains(thread))
			.toList();
	}

	private MappedJournal open(Duration every) throws IOException {
		return open(this.folder, every);
	}

	private MappedJournal open(Path folder, Duration every) throws IOException {
		return MappedJournal.open(new JournalFolder(folder, 256 * 1024, this.disk),
				new JournalProperties(DataSize.ofKilobytes(256), 8, every), Clock.systemUTC());
	}

	private ForceLoop loop(SegmentChain chain) throws IOException {
		JournalFolder files = new JournalFolder(this.folder, SIZE, this.disk);
		for (int number = 1; number < 4; number++) {
			chain.add(files.create().begin(new SegmentHeader(number, 1, 1)));
		}
		JournalSpace space = new JournalSpace(SIZE, 8);
		space.give(Integer.MAX_VALUE);
		ForceLoop loop = new ForceLoop(chain, new SegmentKeeper(files, chain, space, 4, 8, () -> 0),
				Duration.ofHours(1));
		// Whose thread was never started: each run is one turn.
		loop.stop();
		return loop;
	}

	private List<String> turn(ForceLoop loop) {
		this.disk.ranges.clear();
		loop.run();
		assertThat(loop.healthy()).isTrue();
		return List.copyOf(this.disk.ranges);
	}

	private static void append(SegmentChain chain, int records) {
		for (int i = 0; i < records; i++) {
			chain.append(record());
		}
	}

	/** Appends until the first segment is full. */
	private static void fill(SegmentChain chain) {
		while (chain.active() == chain.first()) {
			append(chain, 1);
		}
	}

	/** Appends a record, and lets something happen before it is whole. */
	private static void slowly(SegmentChain chain, Runnable meanwhile) {
		RecordWriter slow = spy(record());
		doAnswer((call) -> {
			meanwhile.run();
			return call.callRealMethod();
		}).when(slow).checksum(anyLong(), anyInt());
		chain.append(slow);
	}

	private static RecordWriter record() {
		return new RecordWriter().begin(RecordKind.VOIDED).text("x".repeat(61));
	}

	/** Notes what is forced. */
	private static final class Forced implements JournalFolder.Disk {

		private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());

		private volatile @Nullable Throwable fault;

		List<String> ranges() {
			synchronized (this.ranges) {
				return List.copyOf(this.ranges);
			}
		}

		@Override
		public void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
			JournalFolder.Disk.REAL.write(channel, bytes, position);
		}

		@Override
		public void bring(FileChannel copy, ByteBuffer mapped, int from, int until) throws IOException {
			if (this.fault instanceof Error error) {
				throw error;
			}
			if (this.fault instanceof IOException failure) {
				throw failure;
			}
			JournalFolder.Disk.super.bring(copy, mapped, from, until);
			this.ranges.add(from + "-" + until);
		}

	}

}
