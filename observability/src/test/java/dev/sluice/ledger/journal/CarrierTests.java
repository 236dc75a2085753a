package dev.sluice.ledger.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.ledger.JournalPosition;
import dev.sluice.ledger.journal.OpenAttempts.Place;

import static org.assertj.core.api.Assertions.assertThat;

/** What is appended again, the room that it takes, and when all of it has arrived. */
class CarrierTests {

	private static final int SIZE = 64 * 1024;

	private static final JournalPosition THERE = new JournalPosition(1, 800);

	private final SegmentChain chain = new SegmentChain();

	private final JournalSpace space = new JournalSpace(SIZE, 8);

	private final Carrier carrier = new Carrier(this.chain, this.space);

	private final RecordWriter writer = new RecordWriter();

	private final RecordReader reader = new RecordReader();

	@TempDir
	Path folder;

	private Segment segment;

	@BeforeEach
	void make() throws IOException {
		JournalFolder files = new JournalFolder(this.folder, SIZE, JournalFolder.Disk.REAL);
		this.segment = files.create().begin(new SegmentHeader(1, 1, 1));
		this.chain.add(this.segment);
	}

	@Test
	void takesRoomForEachOpeningAndForForgettingIt() {
		this.space.give(SIZE * 4);
		List<Place> openings = List.of(opening(1, 0), opening(2, 300));
		int before = this.segment.tail();
		long free = this.space.free();
		this.carrier.carry(openings);
		int written = this.segment.tail() - before;
		assertThat(free - this.space.free()).isEqualTo(written + 2 * JournalSpace.SETTLING);
		assertThat(kinds(before)).containsExactly(RecordKind.CARRIED, RecordKind.CARRIED);
	}

	@Test
	void endsWithTheFirstForWhichThereIsNoRoom() {
		List<Place> openings = List.of(opening(1, 300), opening(2, 0));
		int first = openings.get(1).offset() - openings.get(0).offset();
		this.space.give(first + JournalSpace.SETTLING - 1);
		int before = this.segment.tail();
		long free = this.space.free();
		this.carrier.carry(openings);
		assertThat(this.segment.tail()).isEqualTo(before);
		assertThat(this.space.free()).isEqualTo(free);
		assertThat(this.carrier.done(new JournalPosition(0, 0))).isTrue();
	}

	@Test
	void whatCannotBeReadIsNotCarried() {
		this.space.give(SIZE * 4);
		Place damaged = opening(1, 0);
		Place whole = opening(2, 0);
		this.segment.file().mapped().put(damaged.offset() + 20, (byte) 99);
		int before = this.segment.tail();
		this.carrier.carry(List.of(damaged, whole));
		assertThat(kinds(before)).containsExactly(RecordKind.CARRIED);
	}

	@Test
	void whatIsStillOpenWhenItArrivesNeedsNotBeForgotten() {
		carryOne();
		int before = this.segment.tail();
		long free = this.space.free();
		this.carrier.arrived(Attempts.id(1), true, THERE);
		assertThat(this.space.free() - free).isEqualTo(JournalSpace.SETTLING);
		assertThat(this.segment.tail()).isEqualTo(before);
	}

	@Test
	void whatHasEndedWhenItArrivesIsForgotten() {
		carryOne();
		int before = this.segment.tail();
		long free = this.space.free();
		this.carrier.arrived(Attempts.id(1), false, THERE);
		assertThat(this.space.free()).isEqualTo(free);
		assertThat(kinds(before)).containsExactly(RecordKind.SETTLED);
		assertThat(this.reader.id()).isEqualTo(Attempts.id(1));
	}

	@Test
	void isDoneWhenAllHasArrivedAndIsCommitted() {
		assertThat(this.carrier.done(new JournalPosition(0, 0))).isTrue();
		carryOne();
		assertThat(this.carrier.done(THERE)).as("under way").isFalse();
		this.carrier.arrived(Attempts.id(1), true, THERE);
		assertThat(this.carrier.done(new JournalPosition(1, 799))).as("not committed").isFalse();
		assertThat(this.carrier.done(THERE)).isTrue();
		assertThat(this.carrier.done(new JournalPosition(2, 64))).isTrue();
	}

	private void carryOne() {
		this.space.give(SIZE * 4);
		this.carrier.carry(List.of(opening(1, 0)));
	}

	/** An opening with a text of some length. */
	private Place opening(long number, int more) {
		int offset = this.segment.tail();
		AttemptCodec.write(this.writer, Attempts.opened(Attempts.id(number), "x".repeat(more), Map.of()));
		this.chain.append(this.writer);
		return new Place(this.segment, offset);
	}

	private List<RecordKind> kinds(int from) {
		List<RecordKind> kinds = new ArrayList<>();
		int at = from;
		while (this.segment.read(at, this.reader) == Segment.Found.RECORD) {
			kinds.add(this.reader.kind());
			at += Segment.footprint(this.reader.length());
		}
		return kinds;
	}

}
