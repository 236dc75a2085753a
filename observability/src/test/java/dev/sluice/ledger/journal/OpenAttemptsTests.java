package dev.sluice.ledger.journal;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.ledger.JournalPosition;
import dev.sluice.ledger.journal.OpenAttempts.Place;

import static org.assertj.core.api.Assertions.assertThat;

/** Which segments are needed until what is committed. */
class OpenAttemptsTests {

	@TempDir
	Path folder;

	private final OpenAttempts open = new OpenAttempts();

	private Segment first;

	private Segment second;

	@BeforeEach
	void make() throws IOException {
		JournalFolder files = new JournalFolder(this.folder, 4_096, JournalFolder.Disk.REAL);
		this.first = files.create().begin(new SegmentHeader(1, 1, 1));
		this.second = files.create().begin(new SegmentHeader(2, 1, 1));
	}

	@Test
	void aSegmentIsNeededUntilTheEndsOfAllItsOpeningsAreCommitted() {
		this.open.add(Attempts.id(1), new Place(this.first, 64));
		this.open.add(Attempts.id(2), new Place(this.first, 128));
		assertThat(this.open.size()).isEqualTo(2);
		assertThat(this.open.remove(Attempts.id(1), at(200))).isEqualTo(new Place(this.first, 64));
		assertThat(this.open.remove(Attempts.id(1), at(200))).isNull();
		assertThat(this.open.contains(Attempts.id(1))).isFalse();
		assertThat(this.open.size()).isEqualTo(1);
		this.open.remove(Attempts.id(2), at(300));
		this.open.committed(at(200));
		assertThat(this.open.needs(this.first)).as("the second is not committed").isTrue();
		this.open.committed(at(299));
		assertThat(this.open.needs(this.first)).isTrue();
		this.open.committed(at(300));
		assertThat(this.open.needs(this.first)).isFalse();
		assertThat(this.open.size()).isZero();
	}

	@Test
	void whatIsCarriedNeedsItsOldSegmentUntilThatIsCommitted() {
		this.open.add(Attempts.id(1), new Place(this.first, 64));
		this.open.move(Attempts.id(1), new Place(this.second, 64), at(200));
		assertThat(this.open.in(this.first)).isEmpty();
		assertThat(this.open.in(this.second)).containsExactly(new Place(this.second, 64));
		assertThat(this.open.size()).isEqualTo(1);
		assertThat(this.open.needs(this.first)).isTrue();
		this.open.committed(at(200));
		assertThat(this.open.needs(this.first)).isFalse();
		assertThat(this.open.needs(this.second)).isTrue();
		this.open.move(Attempts.id(9), new Place(this.second, 96), at(300));
		assertThat(this.open.contains(Attempts.id(9))).as("what is not open is not carried").isFalse();
	}

	@Test
	void anOpeningThatIsRepeatedCountsOnce() {
		this.open.add(Attempts.id(1), new Place(this.first, 64));
		this.open.add(Attempts.id(1), new Place(this.second, 64));
		assertThat(this.open.needs(this.first)).isFalse();
		assertThat(this.open.size()).isEqualTo(1);
		this.open.remove(Attempts.id(1), at(200));
		this.open.committed(at(200));
		assertThat(this.open.needs(this.second)).isFalse();
	}

	@Test
	void allLeaveInTheOrderOfTheirOpenings() {
		this.open.add(Attempts.id(1), new Place(this.second, 64));
		this.open.add(Attempts.id(2), new Place(this.first, 128));
		this.open.add(Attempts.id(3), new Place(this.first, 64));
		assertThat(this.open.removeAll(at(500))).containsExactly(new Place(this.first, 64), new Place(this.first, 128),
				new Place(this.second, 64));
		assertThat(this.open.size()).isZero();
		assertThat(this.open.contains(Attempts.id(1))).isFalse();
		assertThat(this.open.needs(this.first)).isTrue();
		this.open.committed(at(500));
		assertThat(this.open.needs(this.first)).isFalse();
		assertThat(this.open.needs(this.second)).isFalse();
	}

	private static JournalPosition at(int offset) {
		return new JournalPosition(9, offset);
	}

}
