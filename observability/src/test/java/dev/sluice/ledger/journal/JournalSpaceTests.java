package dev.sluice.ledger.journal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What may still be promised of the journal's room. */
class JournalSpaceTests {

	private static final int USABLE = 100_000;

	private static final int ASIDE = 125_000;

	private final JournalSpace space = of(8);

	@Test
	void aPartIsSetAsideFromOpenings() {
		assertThat(this.space.free()).isEqualTo(-ASIDE);
		assertThat(this.space.take(1)).isFalse();
		assertThat(this.space.takeAside(1)).as("nothing is there at all").isFalse();
		this.space.addSegment();
		assertThat(this.space.take(1)).isFalse();
		assertThat(this.space.takeAside(USABLE)).isTrue();
		assertThat(this.space.takeAside(1)).isFalse();
		this.space.give(USABLE);
		this.space.addSegment();
		assertThat(this.space.take(2 * USABLE - ASIDE)).as("all but what is set aside").isTrue();
		assertThat(this.space.take(1)).isFalse();
		assertThat(this.space.free()).isZero();
	}

	@Test
	void whatIsRefusedIsNotTaken() {
		this.space.addSegment();
		this.space.addSegment();
		long free = this.space.free();
		assertThat(this.space.take(free + 1)).isFalse();
		assertThat(this.space.takeAside(3 * USABLE)).isFalse();
		assertThat(this.space.free()).isEqualTo(free);
	}

	@ParameterizedTest
	@CsvSource({ "4, 2", "16, 2", "24, 3", "32, 4", "64, 4", "4096, 4" })
	void keepsFourSegmentsReadyAndFewerOfFew(int segments, int ready) {
		JournalSpace space = of(segments);
		space.give(ASIDE + (long) ready * USABLE);
		assertThat(space.scarce()).isFalse();
		space.give(-1);
		assertThat(space.scarce()).isTrue();
	}

	private static JournalSpace of(int segments) {
		return new JournalSpace(USABLE + SegmentHeader.BYTES + Segment.footprint(RecordWriter.MAX_PAYLOAD), segments);
	}

}
