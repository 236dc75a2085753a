package dev.sluice.ledger.journal;

import java.util.List;
import java.util.UUID;

import dev.sluice.ledger.JournalPosition;
import dev.sluice.ledger.journal.OpenAttempts.Place;
import org.jspecify.annotations.Nullable;

/**
 * Appends the openings of long calls again, so that they do not keep old segments. The
 * end of such a call may be appended at the same moment and come first; then the carried
 * opening is settled when it is read, before anything older may be freed.
 */
final class Carrier {

	private final RecordReader reader = new RecordReader();

	private final RecordWriter writer = new RecordWriter();

	private final SegmentChain chain;

	private final JournalSpace space;

	private int underWay;

	private @Nullable JournalPosition lastArrived;

	Carrier(SegmentChain chain, JournalSpace space) {
		this.chain = chain;
		this.space = space;
	}

	/** Appends openings again, as far as there is room. */
	void carry(List<Place> openings) {
		for (Place opening : openings) {
			if (opening.segment().read(opening.offset(), this.reader) == Segment.Found.RECORD && !append()) {
				return;
			}
		}
	}

	/** Takes note that a carried opening was read. */
	void arrived(UUID id, boolean open, JournalPosition position) {
		this.underWay--;
		this.lastArrived = position;
		if (open) {
			this.space.give(JournalSpace.SETTLING);
		}
		else {
			AttemptCodec.write(this.writer, RecordKind.SETTLED, id);
			this.chain.append(this.writer);
		}
	}

	/** Takes back the room that an attempt's second end has given back once too often. */
	void endedTwice() {
		this.space.give(-JournalSpace.CLOSING);
	}

	/** Whether all that was carried was read and committed. */
	boolean done(JournalPosition committed) {
		return this.underWay == 0 && (this.lastArrived == null || this.lastArrived.compareTo(committed) <= 0);
	}

	private boolean append() {
		this.writer.copy(RecordKind.CARRIED, this.reader.bytes(), this.reader.length());
		if (!this.space.takeAside(Segment.footprint(this.writer.length()) + JournalSpace.SETTLING)) {
			return false;
		}
		this.chain.append(this.writer);
		this.underWay++;
		return true;
	}

}
