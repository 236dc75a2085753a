package dev.sluice.ledger.journal;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.ledger.JournalReader;
import dev.sluice.ledger.JournalReader.Damage;
import dev.sluice.ledger.JournalReader.Damage.Reason;

import static org.assertj.core.api.Assertions.assertThat;

/** Bytes that change under a running process, before it has read them. */
@Timeout(30)
class LiveDamageTests {

	@TempDir
	Path folder;

	private MappedJournal journal;

	private JournalReader reader;

	private Segment first;

	@BeforeEach
	void open() {
		this.journal = JournalOnDisk.small(this.folder).open();
		this.reader = MappedJournalTests.resumed(this.journal, null);
		this.first = this.journal.chain().first();
	}

	@AfterEach
	void close() {
		this.journal.close();
	}

	@Test
	void aRecordThatWasOverwrittenIsPassedAndReported() {
		for (long number = 1; number < 4; number++) {
			MappedJournalTests.attempt(this.journal, number);
		}
		List<Integer> records = RecoveryTests.records(this.first);
		overwrite(records.get(3));
		assertThat(this.reader.read(10).attempts()).containsExactly(MappedJournalTests.finished(1),
				MappedJournalTests.finished(3));
		assertThat(this.reader.damages()).containsExactly(new Damage(RecoveryTests.at(this.first, records.get(3)),
				records.get(4) - records.get(3), Reason.CORRUPT));
		assertThat(this.reader.state().damages()).isEqualTo(1);
		assertThat(this.reader.state().openAttempts()).isEqualTo(1);
	}

	@Test
	void theLastRecordIsPassedOnceAnotherFollows() {
		MappedJournalTests.attempt(this.journal, 1);
		int last = RecoveryTests.records(this.first).get(1);
		overwrite(last);
		assertThat(this.reader.read(10).attempts()).isEmpty();
		assertThat(this.reader.damages()).isEmpty();
		int end = this.first.tail();
		MappedJournalTests.attempt(this.journal, 2);
		assertThat(this.reader.read(10).attempts()).containsExactly(MappedJournalTests.finished(2));
		assertThat(this.reader.damages())
			.containsExactly(new Damage(RecoveryTests.at(this.first, last), end - last, Reason.CORRUPT));
	}

	@Test
	void anAppendThatIsNotFinishedYetIsWaitedForWhateverFollows() {
		MappedJournalTests.attempt(this.journal, 1);
		MappedJournalTests.attempt(this.journal, 2);
		int begun = RecoveryTests.records(this.first).get(0);
		int length = this.first.file().mapped().getInt(begun);
		this.first.file().mapped().putInt(begun, Integer.reverseBytes(-Integer.reverseBytes(length)));
		assertThat(this.reader.read(10).attempts()).isEmpty();
		this.first.file().mapped().putInt(begun, length);
		assertThat(this.reader.read(10).attempts()).containsExactly(MappedJournalTests.finished(1),
				MappedJournalTests.finished(2));
		assertThat(this.reader.damages()).isEmpty();
	}

	@Test
	void aSealThatWasOverwrittenIsPassedOnceTheSegmentIsLeft() {
		FullJournalTests.shift(this.journal);
		long number = 0;
		while (this.journal.chain().active() == this.first) {
			FullJournalTests.attempt(this.journal, number++);
		}
		FullJournalTests.attempt(this.journal, number++);
		List<Integer> records = RecoveryTests.records(this.first);
		int seal = RecoveryTests.after(this.first, records.get(records.size() - 1));
		this.first.file().mapped().put(seal + 4, new byte[this.first.size() - seal - 4]);
		assertThat(JournalOnDisk.drain(this.reader)).containsExactlyElementsOf(MappedJournalTests.finished(0, number));
		assertThat(this.reader.damages())
			.containsExactly(new Damage(RecoveryTests.at(this.first, seal), this.first.size() - seal, Reason.CORRUPT));
	}

	@Test
	void anOpeningThatIsGoneWhenItsEndComesIsReportedAndNotBooked() {
		this.journal.opened(Attempts.opened(1));
		assertThat(this.reader.read(10).attempts()).isEmpty();
		overwrite(SegmentHeader.BYTES);
		this.journal.closed(Attempts.closed(1));
		MappedJournalTests.attempt(this.journal, 2);
		assertThat(this.reader.read(10).attempts()).containsExactly(MappedJournalTests.finished(2));
		assertThat(this.reader.damages())
			.containsExactly(new Damage(RecoveryTests.at(this.first, SegmentHeader.BYTES), 0, Reason.CORRUPT));
	}

	@Test
	void aRecordThatNobodyUnderstandsIsReportedAndPassed() {
		RecordWriter strange = new RecordWriter().begin(RecordKind.CLOSED).octet(1);
		this.journal.chain().append(strange);
		MappedJournalTests.attempt(this.journal, 2);
		assertThat(this.reader.read(10).attempts()).containsExactly(MappedJournalTests.finished(2));
		assertThat(this.reader.damages()).containsExactly(new Damage(RecoveryTests.at(this.first, SegmentHeader.BYTES),
				Segment.footprint(strange.length()), Reason.CORRUPT));
	}

	private void overwrite(int record) {
		this.first.file().mapped().put(record + 20, (byte) ~this.first.file().mapped().get(record + 20));
	}

}
