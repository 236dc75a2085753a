package dev.sluice.ledger.journal;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.ledger.FinishedAttempt;
import dev.sluice.ledger.JournalBatch;
import dev.sluice.ledger.JournalPosition;
import dev.sluice.ledger.JournalReader;

import static org.assertj.core.api.Assertions.assertThat;

/** Openings that were appended again, so that they do not keep old segments. */
@Timeout(60)
class CarriedOpeningTests {

	@TempDir
	Path folder;

	@Test
	void anAttemptWhoseFirstSegmentIsGoneIsUnknownOnceAfterACrash() {
		JournalPosition cursor = null;
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, null);
			journal.opened(Attempts.opened(0));
			long last = journal.chain().first().number() + 8;
			for (long number = 1; journal.chain().active().number() < last; number++) {
				FullJournalTests.attempt(journal, number);
				if (number % 100 == 0) {
					JournalBatch batch = reader.read(1_000);
					reader.committed(batch.next());
					cursor = batch.next();
				}
			}
			JournalOnDisk.drain(reader);
			cursor = reader.read(1).next();
			assertThat(reader.state().openAttempts()).isEqualTo(1);
		}
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, cursor);
			assertThat(JournalOnDisk.drain(reader)).containsExactly(new FinishedAttempt(Attempts.opened(0), null));
			assertThat(reader.damages()).isEmpty();
			assertThat(reader.state().openAttempts()).isZero();
			assertThat(reader.state().segments()).as("former ones are free").isLessThanOrEqualTo(5);
		}
	}

	@Test
	void whatEndedBeforeItWasCarriedIsNotOpenAfterACrash() {
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			MappedJournalTests.attempt(journal, 1);
			carry(journal);
		}
		assertReplayed(MappedJournalTests.finished(1));
	}

	@Test
	void whatEndedAfterItWasCarriedIsBookedOnce() {
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			journal.opened(Attempts.opened(1));
			carry(journal);
			journal.closed(Attempts.closed(1));
		}
		assertReplayed(MappedJournalTests.finished(1));
	}

	@Test
	void whatWasCarriedAndNeverEndedIsUnknownOnce() {
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			journal.opened(Attempts.opened(1));
			carry(journal);
		}
		assertReplayed(new FinishedAttempt(Attempts.opened(1), null));
	}

	private void assertReplayed(FinishedAttempt attempt) {
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, null);
			assertThat(JournalOnDisk.drain(reader)).containsExactly(attempt);
			assertThat(reader.damages()).isEmpty();
			int former = reader.state().segments();
			MappedJournalTests.attempt(journal, 2);
			assertThat(JournalOnDisk.drain(reader)).containsExactly(MappedJournalTests.finished(2));
			assertThat(former).as("in use").isLessThanOrEqualTo(5);
		}
	}

	/** Appends the first opening again, as the carrier does. */
	private static void carry(MappedJournal journal) {
		RecordReader opening = new RecordReader();
		Segment first = journal.chain().first();
		assertThat(first.read(SegmentHeader.BYTES, opening)).isEqualTo(Segment.Found.RECORD);
		RecordWriter again = new RecordWriter();
		again.copy(RecordKind.CARRIED, opening.bytes(), opening.length());
		journal.chain().append(again);
	}

}
