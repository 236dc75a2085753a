package dev.sluice.ledger.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.ledger.JournalBatch;
import dev.sluice.ledger.JournalPosition;
import dev.sluice.ledger.JournalReader;
import dev.sluice.ledger.JournalReader.Damage;
import dev.sluice.ledger.JournalReader.Damage.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

/** What is read beside pages that their disk does not serve. */
class SegmentedReaderTests {

	private static final int SIZE = 64 * 1024;

	private final SegmentChain chain = new SegmentChain();

	private final RecordWriter writer = new RecordWriter();

	@TempDir
	Path folder;

	private final MappedJournal journal = mock(MappedJournal.class);

	private final SegmentKeeper keeper = mock(SegmentKeeper.class);

	private JournalFolder files;

	private Segment segment;

	private JournalReader reader;

	/** The records that cannot be read, from one on and up to another. */
	private int faultyFrom = SIZE;

	private int faultyUntil = SIZE;

	@BeforeEach
	void make() throws IOException {
		JournalFolder files = new JournalFolder(this.folder, SIZE, JournalFolder.Disk.REAL);
		this.segment = spy(files.create().begin(new SegmentHeader(1, 1, 1)));
		doAnswer((call) -> {
			int offset = call.getArgument(0);
			if (offset >= this.faultyFrom && offset < this.faultyUntil) {
				throw new InternalError("a fault occurred in an unsafe memory access operation");
			}
			return call.callRealMethod();
		}).when(this.segment).read(anyInt(), any());
		this.chain.add(this.segment);
		this.files = files;
		when(this.journal.chain()).thenReturn(this.chain);
		this.reader = reader(List.of(), new Carrier(this.chain, new JournalSpace(SIZE, 8)));
	}

	private JournalReader reader(List<Segment> former, Carrier carrier) {
		long next = former.isEmpty() ? 1 : former.get(former.size() - 1).number() + 1;
		return new SegmentedReader(new Former(former, new ArrayDeque<>(), List.of(), next), this.journal, this.keeper,
				carrier, this.files);
	}

	@Test
	void aPageThatItsDiskDoesNotServeKeepsNothingThatWasReadBefore() {
		open(1);
		close(1);
		this.faultyFrom = this.segment.tail();
		open(2);
		close(2);
		assertThat(this.reader.read(10).attempts()).containsExactly(MappedJournalTests.finished(1));
		assertThatIllegalStateException().isThrownBy(() -> this.reader.read(10))
			.withMessageContaining("disk")
			.withCauseInstanceOf(InternalError.class);
		this.faultyFrom = SIZE;
		assertThat(this.reader.read(10).attempts()).containsExactly(MappedJournalTests.finished(2));
		assertThat(this.reader.damages()).isEmpty();
	}

	@Test
	void anOpeningThatItsDiskDoesNotServeIsReported() {
		open(1);
		assertThat(this.reader.read(10).attempts()).isEmpty();
		this.faultyFrom = SegmentHeader.BYTES;
		this.faultyUntil = this.segment.tail();
		close(1);
		open(2);
		close(2);
		assertThat(this.reader.read(10).attempts()).containsExactly(MappedJournalTests.finished(2));
		assertThat(this.reader.damages())
			.containsExactly(new Damage(RecoveryTests.at(this.segment, SegmentHeader.BYTES), 0, Reason.CORRUPT));
	}

	@Test
	void nothingIsFreedBeforeWhatWasCarriedIsRead() throws IOException {
		Carrier carrier = mock(Carrier.class);
		JournalReader other = reader(List.of(), carrier);
		Segment second = twoSegments();
		JournalPosition end = read(other);
		assertThat(end.segment()).isEqualTo(second.number());
		other.committed(end);
		verify(this.keeper, never()).giveBack(any());
		when(carrier.done(end)).thenReturn(true);
		other.committed(end);
		verify(this.keeper).giveBack(this.segment);
		verify(this.keeper, never()).giveBack(second);
	}

	@Test
	void whatAFormerProcessLeftIsFreedAsAWhole() throws IOException {
		Segment second = twoSegments();
		Carrier carrier = mock(Carrier.class);
		when(carrier.done(any())).thenReturn(true);
		SegmentChain own = new SegmentChain();
		own.add(this.files.create().begin(new SegmentHeader(3, 3, 3)));
		when(this.journal.chain()).thenReturn(own);
		JournalReader other = reader(List.of(this.segment, second), carrier);
		JournalPosition within = other.read(2).next();
		assertThat(within.segment()).isEqualTo(second.number());
		other.committed(within);
		verify(this.keeper, never()).giveBack(any());
		assertThat(other.replayed()).isFalse();
		other.committed(read(other));
		assertThat(other.replayed()).isTrue();
		verify(this.keeper).giveBack(this.segment);
		verify(this.keeper).giveBack(second);
	}

	@Test
	void whatAFormerProcessLeftAndWhatThisOneWroteDoNotComeTogether() throws IOException {
		Segment second = twoSegments();
		SegmentChain own = new SegmentChain();
		Segment third = this.files.create().begin(new SegmentHeader(3, 3, 3));
		own.add(third);
		AttemptCodec.write(this.writer, Attempts.opened(4));
		assertThat(third.append(this.writer)).isTrue();
		AttemptCodec.write(this.writer, Attempts.closed(4));
		assertThat(third.append(this.writer)).isTrue();
		when(this.journal.chain()).thenReturn(own);
		JournalReader other = reader(List.of(this.segment, second), mock(Carrier.class));
		JournalBatch former = other.read(10);
		assertThat(former.attempts()).hasSize(3).doesNotContain(MappedJournalTests.finished(4));
		other.committed(former.next());
		assertThat(other.replayed()).isTrue();
		assertThat(other.read(10).attempts()).containsExactly(MappedJournalTests.finished(4));
	}

	/** Two attempts, the second in a segment of its own with a third one that is open. */
	private Segment twoSegments() throws IOException {
		open(1);
		close(1);
		int rest = SIZE - this.segment.tail();
		while (rest > 16) {
			int footprint = (rest > 16_000) ? 8_000 : rest - 8;
			this.chain.append(SegmentTests.record(footprint));
			rest -= footprint;
		}
		Segment second = this.files.create().begin(new SegmentHeader(2, 1, 2));
		this.chain.add(second);
		open(2);
		close(2);
		open(3);
		return second;
	}

	private static JournalPosition read(JournalReader reader) {
		JournalBatch batch = reader.read(10);
		while (!batch.attempts().isEmpty()) {
			batch = reader.read(10);
		}
		return batch.next();
	}

	private void open(long number) {
		AttemptCodec.write(this.writer, Attempts.opened(number));
		this.chain.append(this.writer);
	}

	private void close(long number) {
		AttemptCodec.write(this.writer, Attempts.closed(number));
		this.chain.append(this.writer);
	}

}
