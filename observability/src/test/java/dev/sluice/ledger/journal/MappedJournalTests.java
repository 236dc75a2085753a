package dev.sluice.ledger.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Outcome;
import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;
import dev.sluice.ledger.AttemptClosed;
import dev.sluice.ledger.AttemptOpened;
import dev.sluice.ledger.FinishedAttempt;
import dev.sluice.ledger.JournalBatch;
import dev.sluice.ledger.JournalPosition;
import dev.sluice.ledger.JournalReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(60)
class MappedJournalTests {

	@TempDir
	Path folder;

	@Test
	void handsOutWhatWasWrittenOnceItHasEnded() {
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			JournalReader reader = resumed(journal, null);
			journal.opened(Attempts.opened(1));
			journal.opened(Attempts.opened(2));
			journal.opened(Attempts.opened(3));
			assertThat(reader.read(10).attempts()).isEmpty();
			assertThat(reader.state().openAttempts()).isEqualTo(3);
			journal.closed(Attempts.closed(2));
			journal.voided(Attempts.id(3));
			journal.closed(Attempts.closed(1));
			assertThat(reader.read(10).attempts()).containsExactly(finished(2), finished(1));
			assertThat(reader.read(10).attempts()).isEmpty();
			assertThat(reader.state().openAttempts()).isZero();
			assertThat(reader.damages()).isEmpty();
		}
	}

	@Test
	void keepsEveryField() {
		AttemptOpened opened = Attempts.opened(UUID.randomUUID(), "Grüße 🚀 " + "x".repeat(300),
				Map.of("x-title", "日本語", "empty", ""));
		Usage usage = Usage.UNKNOWN.withServiceTier("flex").withReportedNanos(Long.MAX_VALUE).asEstimated();
		for (UsageKind kind : UsageKind.values()) {
			usage = usage.with(kind, kind.ordinal() * 1_000_000_007L - 1);
		}
		AttemptClosed closed = new AttemptClosed(opened.id(),
				new Outcome(Outcome.End.CANCELLED, "client-left", 0, usage, null), Long.MAX_VALUE, -1, -1, 0);
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			journal.opened(opened);
			journal.closed(closed);
			assertThat(resumed(journal, null).read(1).attempts()).containsExactly(new FinishedAttempt(opened, closed));
		}
	}

	@Test
	void theLongestEndFitsItsReserve() {
		Usage usage = Usage.UNKNOWN.withServiceTier("é".repeat(500)).withReportedNanos(Long.MAX_VALUE);
		for (UsageKind kind : UsageKind.values()) {
			usage = usage.with(kind, Long.MAX_VALUE);
		}
		Outcome outcome = new Outcome(Outcome.End.FAILED, "é".repeat(500), Integer.MIN_VALUE, usage, "日".repeat(500));
		RecordWriter record = new RecordWriter();
		AttemptCodec.write(record, new AttemptClosed(Attempts.id(1), outcome, Long.MIN_VALUE, Long.MIN_VALUE,
				Long.MIN_VALUE, Long.MIN_VALUE));
		assertThat(Segment.footprint(record.length())).isLessThanOrEqualTo(JournalSpace.CLOSING);
		AttemptCodec.write(record, RecordKind.SETTLED, Attempts.id(1));
		assertThat(Segment.footprint(record.length())).isEqualTo(JournalSpace.SETTLING);
	}

	@Test
	void refusesLabelsThatAreTooLong() {
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			// Each text is cut, but not their number.
			Map<String, String> labels = IntStream.range(0, 400)
				.boxed()
				.collect(Collectors.toMap((index) -> "x-label-" + index, (index) -> "x".repeat(100)));
			AttemptOpened tooLong = Attempts.opened(Attempts.id(1), "req", labels);
			assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> journal.opened(tooLong))
				.satisfies((refusal) -> assertThat(refusal.kind()).isEqualTo(ErrorKind.INVALID_REQUEST));
			journal.opened(Attempts.opened(2));
			journal.closed(Attempts.closed(2));
			assertThat(JournalOnDisk.drain(resumed(journal, null))).containsExactly(finished(2));
		}
	}

	@Test
	void goesOnBehindTheCursorAfterARestart() {
		JournalPosition cursor;
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			LongStream.range(0, 10).forEach((number) -> attempt(journal, number));
			cursor = resumed(journal, null).read(4).next();
		}
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			JournalReader reader = resumed(journal, cursor);
			assertThat(reader.replayed()).isFalse();
			assertThat(reader.state().segments()).as("four former ones and as many more").isEqualTo(8);
			attempt(journal, 10);
			assertThat(JournalOnDisk.drain(reader)).containsExactlyElementsOf(finished(4, 11));
			assertThat(reader.replayed()).isTrue();
		}
	}

	@Test
	void theEndRightBehindTheCursorIsRead() {
		JournalPosition cursor;
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			journal.opened(Attempts.opened(1));
			journal.opened(Attempts.opened(2));
			journal.closed(Attempts.closed(1));
			cursor = resumed(journal, null).read(10).next();
			journal.closed(Attempts.closed(2));
		}
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			assertThat(JournalOnDisk.drain(resumed(journal, cursor))).containsExactly(finished(2));
		}
	}

	@Test
	void tellsHowMuchIsNotReadYet() {
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			JournalReader reader = resumed(journal, null);
			assertThat(reader.state().unreadBytes()).isZero();
			attempt(journal, 1);
			Segment first = journal.chain().first();
			assertThat(reader.state().unreadBytes()).isEqualTo(first.tail() - SegmentHeader.BYTES);
			long read = reader.read(1).next().offset();
			for (long number = 2; journal.chain().active() == first; number++) {
				FullJournalTests.attempt(journal, number);
			}
			assertThat(reader.state().unreadBytes()).isEqualTo(first.size() - read + journal.chain().active().tail());
			JournalOnDisk.drain(reader);
			assertThat(reader.state().unreadBytes()).isZero();
		}
	}

	@Test
	void whatACrashLeftOpenComesOutUnknownOnce() {
		MappedJournal crashed = JournalOnDisk.small(this.folder).open();
		crashed.opened(Attempts.opened(1));
		crashed.opened(Attempts.opened(2));
		crashed.opened(Attempts.opened(3));
		crashed.closed(Attempts.closed(2));
		JournalPosition cursor = resumed(crashed, null).read(10).next();
		List<FinishedAttempt> unknown = List.of(new FinishedAttempt(Attempts.opened(1), null),
				new FinishedAttempt(Attempts.opened(3), null));
		JournalBatch batch;
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			JournalReader reader = resumed(journal, cursor);
			attempt(journal, 4);
			batch = reader.read(1);
			assertThat(batch.attempts()).isEqualTo(unknown);
		}
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			assertThat(resumed(journal, cursor).read(1).attempts()).isEqualTo(unknown);
		}
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			assertThat(JournalOnDisk.drain(resumed(journal, batch.next()))).containsExactly(finished(4));
		}
	}

	@Test
	void aCursorFromTheFutureReadsAllAgain() {
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			attempt(journal, 1);
			JournalReader reader = resumed(journal, new JournalPosition(Long.MAX_VALUE, 64));
			assertThat(reader.read(10).attempts()).containsExactly(finished(1));
		}
	}

	@Test
	void aNewFolderNumbersOnFromALostOne() throws IOException {
		JournalPosition lost;
		Path other = Files.createDirectory(this.folder.resolve("lost"));
		try (MappedJournal journal = JournalOnDisk.small(other).open()) {
			lost = journal.reader().read(1).next();
		}
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			assertThat(journal.reader().read(1).next()).isGreaterThan(lost);
		}
	}

	@Test
	void isReadByOneOnly() {
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			JournalReader reader = resumed(journal, null);
			assertThatIllegalStateException().isThrownBy(() -> reader.resume(null));
		}
	}

	@Test
	void refusesAttemptsOnceClosed() {
		MappedJournal journal = JournalOnDisk.small(this.folder).open();
		journal.opened(Attempts.opened(1));
		journal.close();
		assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> journal.opened(Attempts.opened(2)))
			.satisfies((refusal) -> assertThat(refusal.kind()).isEqualTo(ErrorKind.BUDGET_UNAVAILABLE));
		journal.closed(Attempts.closed(1));
		assertThat(JournalOnDisk.drain(resumed(journal, null))).containsExactly(finished(1));
	}

	@Test
	void anOpeningIsRefusedWhereThereIsNoRoomForItsEnd() {
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			journal.opened(Attempts.opened(1));
			int tail = journal.chain().active().tail();
			journal.space().give(-Integer.MAX_VALUE);
			assertThat(opened(journal, 2)).isNotNull()
				.satisfies((refusal) -> assertThat(refusal.kind()).isEqualTo(ErrorKind.BUDGET_UNAVAILABLE))
				.hasNoCause();
			assertThat(journal.chain().active().tail()).isEqualTo(tail);
			assertThat(journal.writable()).isTrue();
			journal.closed(Attempts.closed(1));
			assertThat(JournalOnDisk.drain(resumed(journal, null))).containsExactly(finished(1));
		}
	}

	@Test
	void anOpeningThatCannotBeWrittenIsRefusedAndEndsTheJournal() {
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			promiseMoreThanThereIs(journal);
			GatewayException refusal = null;
			for (int number = 0; refusal == null; number++) {
				refusal = opened(journal, number);
			}
			assertThat(refusal.kind()).isEqualTo(ErrorKind.BUDGET_UNAVAILABLE);
			assertThat(refusal.retryAfter()).isNotNull();
			assertThat(refusal.getCause()).isInstanceOf(IllegalStateException.class);
			assertThat(journal.writable()).isFalse();
			assertThat(JournalOnDisk.drain(resumed(journal, null))).isEmpty();
		}
	}

	@Test
	void anEndThatCannotBeWrittenEndsTheJournal() {
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			promiseMoreThanThereIs(journal);
			Segment last = last(journal);
			while (last.tail() < last.size()) {
				journal.voided(Attempts.id(1));
			}
			journal.voided(Attempts.id(1));
			assertThat(journal.writable()).isFalse();
		}
	}

	@Test
	void aLongCallIsNotCarriedWhileThereAreFilesEnough() {
		try (MappedJournal journal = JournalOnDisk.of(this.folder, 256, 16).open()) {
			JournalReader reader = resumed(journal, null);
			journal.opened(Attempts.opened(0));
			Segment first = journal.chain().first();
			for (long number = 1; journal.chain().active() == first; number++) {
				FullJournalTests.attempt(journal, number);
			}
			JournalBatch batch = reader.read(10_000);
			assertThat(batch.next().segment()).isGreaterThan(first.number());
			int tail = journal.chain().active().tail();
			reader.committed(batch.next());
			assertThat(journal.chain().active().tail()).isEqualTo(tail);
		}
	}

	@Test
	void theFileThatIsWrittenIsNotFreeThoughAllOfItIsBooked() {
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			JournalReader reader = resumed(journal, null);
			attempt(journal, 1);
			assertThat(JournalOnDisk.drain(reader)).containsExactly(finished(1));
			assertThat(journal.chain().first().freed()).isFalse();
		}
	}

	@Test
	void formerFilesAreFreeOnlyWhenAllOfThemIsBooked() {
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			LongStream.range(0, 4).forEach((number) -> attempt(journal, number));
		}
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			JournalReader reader = resumed(journal, null);
			int segments = reader.state().segments();
			reader.committed(reader.read(2).next());
			assertThat(reader.state().segments()).isEqualTo(segments);
			assertThat(JournalOnDisk.drain(reader)).containsExactlyElementsOf(finished(2, 4));
			assertThat(reader.state().segments()).isLessThan(segments);
		}
	}

	@Test
	void aJournalWithoutAnyFileHasNothingToRead() {
		JournalFolder.Disk full = (channel, bytes, position) -> {
			throw new IOException("No space left on device");
		};
		try (MappedJournal journal = JournalOnDisk.small(this.folder).on(full).open()) {
			assertThat(journal.reader().state().unreadBytes()).isZero();
		}
	}

	@Test
	void aSecondEndIsReportedAndNotBooked() {
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			long free = journal.space().free();
			attempt(journal, 1);
			journal.closed(Attempts.closed(1));
			JournalReader reader = resumed(journal, null);
			assertThat(JournalOnDisk.drain(reader)).containsExactly(finished(1));
			assertThat(reader.damages()).singleElement()
				.satisfies((damage) -> assertThat(damage.reason()).isEqualTo(JournalReader.Damage.Reason.ORPHAN));
			assertThat(free - journal.space().free()).isEqualTo(reader.read(1).next().offset() - SegmentHeader.BYTES);
		}
	}

	/** Lets no segment be added any more. */
	private static void promiseMoreThanThereIs(MappedJournal journal) {
		journal.space().give(Integer.MAX_VALUE);
	}

	private static Segment last(MappedJournal journal) {
		Segment last = journal.chain().first();
		while (last.next() != null) {
			last = last.next();
		}
		return last;
	}

	private static GatewayException opened(MappedJournal journal, long number) {
		try {
			journal.opened(Attempts.opened(number));
			return null;
		}
		catch (GatewayException ex) {
			return ex;
		}
	}

	static JournalReader resumed(MappedJournal journal, JournalPosition cursor) {
		JournalReader reader = journal.reader();
		reader.resume(cursor);
		return reader;
	}

	static void attempt(MappedJournal journal, long number) {
		journal.opened(Attempts.opened(number));
		journal.closed(Attempts.closed(number));
	}

	static FinishedAttempt finished(long number) {
		return new FinishedAttempt(Attempts.opened(number), Attempts.closed(number));
	}

	static List<FinishedAttempt> finished(long from, long until) {
		return LongStream.range(from, until).mapToObj(MappedJournalTests::finished).toList();
	}

}
