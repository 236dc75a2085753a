package dev.sluice.ledger.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.ledger.FinishedAttempt;
import dev.sluice.ledger.JournalPosition;
import dev.sluice.ledger.JournalReader.Damage;
import dev.sluice.ledger.JournalReader.Damage.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/** Ends and openings in files of several processes. */
class LogReaderTests {

	private static final int SIZE = 96 * 1024;

	private final RecordWriter writer = new RecordWriter();

	private final Damages damages = new Damages();

	private final Carrier carrier = mock(Carrier.class);

	private final SegmentChain chain = new SegmentChain();

	private final List<Segment> former = new ArrayList<>();

	private final JournaledAttempts finished = new JournaledAttempts(new RecordReader());

	@TempDir
	Path folder;

	private JournalFolder files;

	@BeforeEach
	void make() {
		this.files = new JournalFolder(this.folder, SIZE, JournalFolder.Disk.REAL);
	}

	@Test
	void anAttemptGoesOnInTheNextFileOfItsProcess() throws IOException {
		this.files = new JournalFolder(this.folder, 32 * 1024, JournalFolder.Disk.REAL);
		Segment first = segment(1, 1);
		open(first, 7);
		assertThat(first.append(SegmentTests.record(32 * 1024))).as("which does not fit").isFalse();
		close(segment(2, 1), 7);
		open(segment(3, 3), 8);
		LogReader log = read();
		assertThat(this.finished).containsExactly(MappedJournalTests.finished(7),
				new FinishedAttempt(Attempts.opened(8), null));
		assertThat(this.damages.first()).isEmpty();
		assertThat(log.open().size()).isZero();
	}

	@Test
	void aProcessThatEndedInTheMidstOfItsFileLostNothing() throws IOException {
		open(segment(1, 1), 7);
		open(segment(2, 2), 8);
		open(segment(3, 3), 9);
		read();
		assertThat(this.finished).hasSize(3).allMatch((attempt) -> attempt.closed() == null);
		assertThat(this.damages.first()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "0, 32768", "8, 0" })
	void aRestThatAnyRecordFitsIntoIsALossWhereLaterFilesAreUsed(int more, long lost) throws IOException {
		Segment first = segment(1, 1);
		int rest = Segment.footprint(RecordWriter.MAX_PAYLOAD);
		fill(first, SIZE - SegmentHeader.BYTES - rest + more);
		open(segment(2, 1), 8);
		read();
		assertThat(this.damages.first()
			.stream()
			.filter((damage) -> damage.at().equals(new JournalPosition(1, first.tail())))
			.mapToLong(Damage::bytes)
			.sum()).isEqualTo(lost);
	}

	@Test
	void anEndOfAFormerProcessWithoutItsOpeningTakesNoRoom() throws IOException {
		Segment first = segment(1, 1);
		close(first, 7);
		read();
		assertThat(this.finished).isEmpty();
		assertThat(this.damages.first()).extracting(Damage::reason).containsExactly(Reason.ORPHAN);
		verify(this.carrier, never()).endedTwice();
	}

	@Test
	void anEndThatIsBookedNeedsNoOpening() throws IOException {
		Segment first = segment(1, 1);
		close(first, 7);
		LogReader log = log();
		log.bookedUntil(new JournalPosition(1, first.tail()));
		read(log);
		assertThat(this.damages.first()).isEmpty();
	}

	@Test
	void anEndThatIsTheFirstNotBookedNeedsItsOpening() throws IOException {
		Segment first = segment(1, 1);
		LogReader log = log();
		log.bookedUntil(new JournalPosition(1, first.tail()));
		close(first, 7);
		read(log);
		assertThat(this.damages.first()).extracting(Damage::reason).containsExactly(Reason.ORPHAN);
	}

	@Test
	void whatAFormerProcessLeftOpenIsBookedOnce() throws IOException {
		open(segment(1, 1), 7);
		JournalPosition end = read().position();
		assertThat(this.finished).hasSize(1);
		assertThat(finishedWhereBookedUntil(end)).isEmpty();
		assertThat(finishedWhereBookedUntil(new JournalPosition(end.segment(), end.offset() - 1))).hasSize(1);
	}

	@Test
	void aSecondEndGivesBackNoRoomAgain() throws IOException {
		Segment live = this.files.create().begin(new SegmentHeader(1, 1, 1));
		this.chain.add(live);
		open(live, 7);
		close(live, 7);
		read();
		verify(this.carrier, never()).endedTwice();
		close(live, 7);
		read();
		verify(this.carrier).endedTwice();
		assertThat(this.damages.first()).extracting(Damage::reason).containsExactly(Reason.ORPHAN);
	}

	@Test
	void whatIsCarriedAfterItsEndIsNotOpenAgain() throws IOException {
		Segment live = this.files.create().begin(new SegmentHeader(1, 1, 1));
		this.chain.add(live);
		open(live, 7);
		RecordReader opening = new RecordReader();
		live.read(SegmentHeader.BYTES, opening);
		close(live, 7);
		this.writer.copy(RecordKind.CARRIED, opening.bytes(), opening.length());
		live.append(this.writer);
		LogReader log = read();
		assertThat(this.finished).containsExactly(MappedJournalTests.finished(7));
		assertThat(log.open().size()).isZero();
		verify(this.carrier).arrived(eq(Attempts.id(7)), eq(false), any());
		verify(this.carrier, never()).arrived(any(), eq(true), any());
	}

	@Test
	void onlyEndsOfTheProcessBeingReadAreRemembered() throws IOException {
		Segment first = segment(1, 1);
		open(first, 7);
		close(first, 7);
		Segment live = this.files.create().begin(new SegmentHeader(2, 2, 2));
		this.chain.add(live);
		open(live, 8);
		close(live, 8);
		LogReader log = log();
		assertThat(log.step(this.finished) && log.step(this.finished)).isTrue();
		assertThat(log.remembered()).isOne();
		read(log);
		assertThat(this.finished).as("what this process wrote comes by itself")
			.containsExactly(MappedJournalTests.finished(7));
		read(log);
		assertThat(this.finished).containsExactly(MappedJournalTests.finished(7), MappedJournalTests.finished(8));
		assertThat(log.remembered()).isZero();
	}

	@Test
	void anEndThatAFormerProcessWroteAndNobodyCanReadIsDamage() throws IOException {
		Segment first = segment(1, 1);
		open(first, 7);
		JournalPosition end = new JournalPosition(1, first.tail());
		this.writer.begin(RecordKind.CLOSED).id(Attempts.id(7));
		assertThat(first.append(this.writer)).isTrue();
		read();
		assertThat(this.damages.first()).extracting(Damage::at, Damage::reason)
			.containsExactly(tuple(end, Reason.CORRUPT));
		assertThat(this.finished).as("what it cost is unknown")
			.containsExactly(new FinishedAttempt(Attempts.opened(7), null));
	}

	@Test
	void anOpeningThatAFormerProcessWroteAndNobodyCanReadHoldsUpNothing() throws IOException {
		Segment first = segment(1, 1);
		JournalPosition opening = new JournalPosition(1, first.tail());
		this.writer.begin(RecordKind.OPENED).id(Attempts.id(7));
		assertThat(first.append(this.writer)).isTrue();
		close(first, 7);
		open(first, 8);
		close(first, 8);
		read();
		assertThat(this.damages.first()).extracting(Damage::at, Damage::reason)
			.containsExactly(tuple(opening, Reason.CORRUPT));
		assertThat(this.finished).containsExactly(MappedJournalTests.finished(8));
	}

	@Test
	void numbersGoOnWhereTheFormerProcessEnded() throws IOException {
		Clock clock = Clock.fixed(Instant.ofEpochMilli(5), ZoneOffset.UTC);
		assertThat(Former.of(this.files, clock).nextRun()).isEqualTo(5);
		segment(7, 7);
		assertThat(Former.of(this.files, clock).nextRun()).isEqualTo(8);
	}

	@Test
	void aFileIsAsLargeAsItShouldBe() throws IOException {
		assertThat(this.files.create().path()).hasSize(SIZE);
	}

	@Test
	void damagesAreCountedAndTheFirstRemembered() throws IOException {
		Segment whole = segment(4, 4);
		this.damages.report(new JournalPosition(4, 64), 8, Reason.UNFINISHED);
		assertThat(this.damages.in(whole)).as("nothing to look into").isFalse();
		for (int i = 0; i < 1_000; i++) {
			this.damages.report(new JournalPosition(5, i), 8, Reason.UNFINISHED);
		}
		assertThat(this.damages.count()).isEqualTo(1_001);
		assertThat(this.damages.first()).hasSize(1_000);
		this.damages.report(new JournalPosition(4, 64), 8, Reason.CORRUPT);
		assertThat(this.damages.in(whole)).isTrue();
	}

	private Segment segment(long number, long run) throws IOException {
		Segment segment = this.files.create().begin(new SegmentHeader(number, run, number));
		this.former.add(segment);
		return segment;
	}

	private JournaledAttempts finishedWhereBookedUntil(JournalPosition cursor) {
		JournaledAttempts attempts = new JournaledAttempts(new RecordReader());
		LogReader log = log();
		log.bookedUntil(cursor);
		read(log, attempts);
		return attempts;
	}

	private LogReader read() {
		return read(log());
	}

	private LogReader read(LogReader log) {
		read(log, this.finished);
		return log;
	}

	private static void read(LogReader log, JournaledAttempts finished) {
		for (boolean more = true; more;) {
			more = log.step(finished);
		}
	}

	private LogReader log() {
		long next = this.former.isEmpty() ? 1 : this.former.get(this.former.size() - 1).number() + 1;
		Former all = new Former(this.former, new ArrayDeque<>(), List.of(), next);
		return new LogReader(new SegmentWalker(all, this.chain, this.damages, (entered) -> {
		}), this.damages, this.carrier);
	}

	private void open(Segment segment, long number) {
		AttemptCodec.write(this.writer, Attempts.opened(number));
		assertThat(segment.append(this.writer)).isTrue();
	}

	private void close(Segment segment, long number) {
		AttemptCodec.write(this.writer, Attempts.closed(number));
		assertThat(segment.append(this.writer)).isTrue();
	}

	/** Appends records that take so many bytes, of a kind that nobody understands. */
	private static void fill(Segment segment, int bytes) {
		int left = bytes;
		while (left > 0) {
			int footprint = (left > 16_000) ? 8_000 : left;
			assertThat(segment.append(SegmentTests.record(footprint))).isTrue();
			left -= footprint;
		}
	}

}
