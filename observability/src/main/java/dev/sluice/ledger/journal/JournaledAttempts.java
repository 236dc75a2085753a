package dev.sluice.ledger.journal;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import java.util.UUID;

import dev.sluice.ledger.AttemptClosed;
import dev.sluice.ledger.AttemptOpened;
import dev.sluice.ledger.FinishedAttempt;
import dev.sluice.ledger.journal.OpenAttempts.Place;
import org.jspecify.annotations.Nullable;

/**
 * Finished attempts by where the journal has them. Each is made anew whenever it is asked
 * for, by any thread, and so is gone before the next collection: a batch that lives while
 * it is booked would be copied by several. Valid until its cursor is committed.
 */
final class JournaledAttempts extends AbstractList<FinishedAttempt> implements RandomAccess {

	private final List<Place> openings = new ArrayList<>();

	private final List<@Nullable Place> ends = new ArrayList<>();

	private final RecordReader record;

	/**
	 * Creates an empty list.
	 * @param record reads the attempts, of this and of other lists, one at a time
	 */
	JournaledAttempts(RecordReader record) {
		this.record = record;
	}

	/** Adds an attempt whose records have been read once and are whole. */
	void add(Place opening, @Nullable Place end) {
		this.openings.add(opening);
		this.ends.add(end);
	}

	@Override
	public int size() {
		return this.openings.size();
	}

	@Override
	public FinishedAttempt get(int index) {
		Place end = this.ends.get(index);
		synchronized (this.record) {
			return new FinishedAttempt(opened(this.openings.get(index)), (end != null) ? closed(end) : null);
		}
	}

	private AttemptOpened opened(Place place) {
		read(place);
		return AttemptCodec.opened(this.record);
	}

	private AttemptClosed closed(Place place) {
		read(place);
		UUID id = this.record.id();
		return AttemptCodec.closed(id, this.record);
	}

	private void read(Place place) {
		try {
			if (place.segment().read(place.offset(), this.record) != Segment.Found.RECORD) {
				throw new IllegalStateException("The journal has lost what it gave at " + place.position());
			}
		}
		catch (InternalError ex) {
			// A mapped page that its disk cannot serve.
			throw new IllegalStateException("The journal's disk does not give back what was written", ex);
		}
		this.record.kind();
	}

}
