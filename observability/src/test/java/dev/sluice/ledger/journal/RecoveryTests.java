package dev.sluice.ledger.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

import dev.sluice.ledger.FinishedAttempt;
import dev.sluice.ledger.JournalPosition;
import dev.sluice.ledger.JournalReader;
import dev.sluice.ledger.JournalReader.Damage;
import dev.sluice.ledger.JournalReader.Damage.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What a process that ended in the middle of something leaves, and how that is told. */
@Timeout(60)
class RecoveryTests {

	@TempDir
	static Path whole;

	/** How many attempts there are in three full segments and a bit of a fourth. */
	private static long attempts;

	@TempDir
	Path folder;

	@BeforeAll
	static void write() {
		attempts = 0;
		MappedJournal journal = JournalOnDisk.small(whole).open();
		FullJournalTests.shift(journal);
		long fourth = journal.chain().first().number() + 3;
		while (journal.chain().active().number() < fourth) {
			FullJournalTests.attempt(journal, attempts++);
		}
		FullJournalTests.attempt(journal, attempts++);
		journal.close();
	}

	@BeforeEach
	void copy() throws IOException {
		FileSystemUtils.copyRecursively(whole, this.folder);
		PowerLossTests.deleteCopies(this.folder);
	}

	@Test
	void anAppendThatWasInterruptedIsNoLoss() throws IOException {
		Segment last = used().get(3);
		List<Integer> records = records(last);
		int begun = records.get(records.size() - 1);
		interrupt(last, begun);
		JournalReader reader = replay(attempts, 1);
		assertThat(reader.damages())
			.containsExactly(new Damage(at(last, begun), last.size() - begun, Reason.UNFINISHED));
	}

	@Test
	void anAppendThatWasInterruptedHidesNoLaterOne() throws IOException {
		Segment before = used().get(2);
		int end = endIn(before);
		int next = after(before, end);
		interrupt(before, end);
		JournalReader reader = replay(attempts, 1);
		assertThat(reader.damages()).containsExactly(new Damage(at(before, end), next - end, Reason.UNFINISHED));
	}

	@Test
	void whatIsNoLongerThereInAnOlderFileIsALoss() throws IOException {
		Segment old = used().get(1);
		int end = endIn(old);
		int next = after(old, end);
		interrupt(old, end);
		JournalReader reader = replay(attempts, 1);
		assertThat(reader.damages()).containsExactly(new Damage(at(old, end), next - end, Reason.CORRUPT));
		assertThat(kept()).containsExactly("damaged-" + old.number());
	}

	@Test
	void bytesThatWereChangedAreALossWhereverTheyAre() throws IOException {
		Segment last = used().get(3);
		int begun = records(last).get(records(last).size() - 1);
		last.file().mapped().put(begun + 20, (byte) ~last.file().mapped().get(begun + 20));
		JournalReader reader = replay(attempts, 1);
		assertThat(reader.damages()).containsExactly(new Damage(at(last, begun), last.size() - begun, Reason.CORRUPT));
	}

	@Test
	void anOpeningThatCannotBeReadMakesItsEndAnOrphan() throws IOException {
		Segment last = used().get(3);
		List<Integer> records = records(last);
		int opening = records.get(records.size() - 2);
		int end = records.get(records.size() - 1);
		last.file().mapped().put(opening + 20, (byte) ~last.file().mapped().get(opening + 20));
		JournalReader reader = replay(attempts - 1, 0);
		assertThat(reader.damages()).extracting(Damage::at, Damage::reason)
			.containsExactly(tuple(at(last, opening), Reason.CORRUPT), tuple(at(last, end), Reason.ORPHAN));
	}

	@Test
	void aSegmentThatWasLeftWithoutASealIsWhole() throws IOException {
		Segment first = used().get(0);
		List<Integer> records = records(first);
		int end = after(first, records.get(records.size() - 1));
		assertThat(end).as("where the seal is").isLessThan(first.size());
		first.file().mapped().put(end, new byte[first.size() - end]);
		assertThat(replay(attempts, 0).damages()).isEmpty();
	}

	@Test
	void aHoleThatNoRecordCouldHaveLeftIsALoss() throws IOException {
		Segment first = used().get(0);
		List<Integer> records = records(first);
		int from = records.get(records.size() - 400);
		first.file().mapped().put(from, new byte[first.size() - from]);
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, null);
			JournalOnDisk.drain(reader);
			assertThat(reader.damages().get(0))
				.isEqualTo(new Damage(at(first, from), first.size() - from, Reason.CORRUPT));
		}
	}

	@Test
	void aMissingFileIsALossOfItsSize() throws IOException {
		Segment second = used().get(1);
		Files.delete(second.file().path());
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, null);
			JournalOnDisk.drain(reader);
			assertThat(reader.damages())
				.contains(new Damage(new JournalPosition(second.number(), 0), second.size(), Reason.CORRUPT));
		}
	}

	@Test
	void thousandsOfMissingFilesAreALossOfTheirSize() throws IOException {
		List<Segment> all = used();
		Segment last = all.get(all.size() - 1);
		SegmentHeader header = last.header();
		new SegmentHeader(header.number() + 9000, header.run(), header.salt()).write(last.file().mapped());
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, null);
			JournalOnDisk.drain(reader);
			assertThat(reader.damages())
				.contains(new Damage(new JournalPosition(header.number(), 0), 9000L * last.size(), Reason.CORRUPT));
		}
	}

	@Test
	void whatIsBookedIsNotReadAgain() throws IOException {
		Segment third = used().get(2);
		int place = records(third).get(10);
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, at(third, place));
			List<FinishedAttempt> all = JournalOnDisk.drain(reader);
			assertThat(all).isNotEmpty().doesNotHaveDuplicates();
			assertThat(all.get(all.size() - 1)).isEqualTo(MappedJournalTests.finished(attempts - 1));
			assertThat(all.get(0)).isEqualTo(MappedJournalTests.finished(attempts - all.size()));
			assertThat(reader.damages()).isEmpty();
		}
	}

	@Test
	void afterACursorAtItsEndNothingIsReadAgain() throws IOException {
		List<Segment> all = used();
		long next = all.get(all.size() - 1).number() + 1;
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, new JournalPosition(next, SegmentHeader.BYTES));
			assertThat(JournalOnDisk.drain(reader)).isEmpty();
			assertThat(reader.replayed()).isTrue();
		}
	}

	@Test
	void aFileWithoutItsHeaderIsALossAndIsKept() throws IOException {
		Segment third = used().get(2);
		third.file().mapped().put(20, (byte) ~third.file().mapped().get(20));
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, null);
			JournalOnDisk.drain(reader);
			assertThat(reader.damages()).contains(new Damage(new JournalPosition(0, 0), third.size(), Reason.CORRUPT));
			assertThat(kept()).singleElement().asString().contains(third.file().path().getFileName().toString());
		}
	}

	/** Opens the journal again and compares what it hands out. */
	private JournalReader replay(long attempts, int unknown) {
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, null);
			List<FinishedAttempt> all = JournalOnDisk.drain(reader);
			assertThat(all).hasSize((int) attempts);
			assertThat(all.stream().filter((attempt) -> attempt.closed() == null)).hasSize(unknown);
			assertThat(reader.replayed()).isTrue();
			return reader;
		}
	}

	private List<Segment> used() throws IOException {
		return Former.of(new JournalFolder(this.folder, 256 * 1024, JournalFolder.Disk.REAL), Clock.systemUTC())
			.segments();
	}

	static List<Integer> records(Segment segment) {
		List<Integer> offsets = new ArrayList<>();
		RecordReader record = new RecordReader();
		int at = SegmentHeader.BYTES;
		while (segment.read(at, record) == Segment.Found.RECORD) {
			offsets.add(at);
			at += Segment.footprint(record.length());
		}
		return offsets;
	}

	/** Where the end of some attempt lies. */
	private static int endIn(Segment segment) {
		RecordReader record = new RecordReader();
		return records(segment).stream().skip(100).filter((at) -> {
			segment.read(at, record);
			return record.kind() == RecordKind.CLOSED;
		}).findFirst().orElseThrow();
	}

	static int after(Segment segment, int offset) {
		RecordReader record = new RecordReader();
		segment.read(offset, record);
		return offset + Segment.footprint(record.length());
	}

	/** As if the process had died before it wrote the record's length. */
	private static void interrupt(Segment segment, int offset) {
		int length = Integer.reverseBytes(segment.file().mapped().getInt(offset));
		segment.file().mapped().putInt(offset, Integer.reverseBytes(-length));
	}

	private List<String> kept() {
		String[] names = this.folder.toFile().list((file, name) -> name.startsWith("damaged-"));
		return List.of((names != null) ? names : new String[0]);
	}

	static JournalPosition at(Segment segment, int offset) {
		return new JournalPosition(segment.number(), offset);
	}

}
