package dev.sluice.ledger.journal;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.ledger.FinishedAttempt;
import dev.sluice.ledger.journal.OpenAttempts.Place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** Attempts that are read from the journal whenever they are asked for. */
class JournaledAttemptsTests {

	private final RecordWriter writer = new RecordWriter();

	private final JournaledAttempts attempts = new JournaledAttempts(new RecordReader());

	@TempDir
	Path folder;

	private Segment segment;

	@BeforeEach
	void make() throws IOException {
		this.segment = new JournalFolder(this.folder, 64 * 1024, JournalFolder.Disk.REAL).create()
			.begin(new SegmentHeader(1, 1, 1));
	}

	@Test
	void eachIsReadAgainAndAgainInAnyOrder() {
		Place first = open(7);
		Place second = open(8);
		this.attempts.add(second, close(8));
		this.attempts.add(first, null);
		FinishedAttempt unknown = new FinishedAttempt(Attempts.opened(7), null);
		assertThat(this.attempts).containsExactly(MappedJournalTests.finished(8), unknown);
		assertThat(this.attempts.get(1)).isEqualTo(unknown).isNotSameAs(this.attempts.get(1));
		assertThat(this.attempts.get(0)).isEqualTo(MappedJournalTests.finished(8));
	}

	@Test
	void whatIsNoLongerThereIsToldByItsPlace() {
		this.attempts.add(open(7), null);
		this.segment.file().mapped().put(SegmentHeader.BYTES + Segment.PREFIX + 20, (byte) 1);
		assertThatIllegalStateException().isThrownBy(() -> this.attempts.get(0))
			.withMessageContaining("has lost what it gave at");
	}

	@Test
	void aPageThatItsDiskDoesNotServeIsAnErrorThatCanBeRepeated() {
		Segment broken = mock(Segment.class);
		when(broken.read(anyInt(), any())).thenThrow(new InternalError("a fault occurred"));
		this.attempts.add(new Place(broken, 0), null);
		assertThatIllegalStateException().isThrownBy(() -> this.attempts.get(0))
			.withMessageContaining("disk")
			.withCauseInstanceOf(InternalError.class);
	}

	private Place open(long number) {
		return append(() -> AttemptCodec.write(this.writer, Attempts.opened(number)));
	}

	private Place close(long number) {
		return append(() -> AttemptCodec.write(this.writer, Attempts.closed(number)));
	}

	private Place append(Runnable write) {
		Place place = new Place(this.segment, this.segment.tail());
		write.run();
		assertThat(this.segment.append(this.writer)).isTrue();
		return place;
	}

}
