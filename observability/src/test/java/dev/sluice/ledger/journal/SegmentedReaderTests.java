package dev.sluice.ledger.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.ledger.JournalReader;
import dev.sluice.ledger.JournalReader.Damage;
import dev.sluice.ledger.JournalReader.Damage.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.when;

/** What is read beside pages that their disk does not serve. */
class SegmentedReaderTests {

	private static final int SIZE = 64 * 1024;

	private final SegmentChain chain = new SegmentChain();

	private final RecordWriter writer = new RecordWriter();

	@TempDir
	Path folder;

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
		MappedJournal journal = mock(MappedJournal.class);
		when(journal.chain()).thenReturn(this.chain);
		this.reader = new SegmentedReader(new Former(List.of(), new ArrayDeque<>(), List.of(), 1), journal,
				mock(SegmentKeeper.class), new Carrier(this.chain, new JournalSpace(SIZE)), files);
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

	private void open(long number) {
		AttemptCodec.write(this.writer, Attempts.opened(number));
		this.chain.append(this.writer);
	}

	private void close(long number) {
		AttemptCodec.write(this.writer, Attempts.closed(number));
		this.chain.append(this.writer);
	}

}
