package dev.sluice.ledger.journal;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import dev.sluice.ledger.JournalPosition;
import dev.sluice.ledger.JournalReader.Damage.Reason;
import dev.sluice.ledger.journal.OpenAttempts.Place;
import org.jspecify.annotations.Nullable;

/** Joins ends to openings, in the order of the journal. Used by one thread at a time. */
final class LogReader {

	private final RecordReader opening = new RecordReader();

	private final OpenAttempts open = new OpenAttempts();

	// Ends that a former process wrote. An opening that it carried after the end, in a
	// race with it, must not seem open.
	private final Set<UUID> ended = new HashSet<>();

	private final SegmentWalker walker;

	private final Damages damages;

	private final Carrier carrier;

	private @Nullable JournalPosition bookedUntil;

	LogReader(SegmentWalker walker, Damages damages, Carrier carrier) {
		this.walker = walker;
		this.damages = damages;
		this.carrier = carrier;
	}

	OpenAttempts open() {
		return this.open;
	}

	JournalPosition position() {
		return this.walker.position();
	}

	/** How many ends it remembers: none of this process's, which would be without end. */
	int remembered() {
		return this.ended.size();
	}

	/** What lies before this is booked and not handed out again. */
	void bookedUntil(JournalPosition cursor) {
		this.bookedUntil = cursor;
	}

	/**
	 * Reads one record.
	 * @param finished takes the attempts that it finishes
	 * @return false when there is none, or all that follow are this process's own
	 */
	boolean step(JournaledAttempts finished) {
		switch (this.walker.next()) {
			case RECORD -> record(finished);
			case RUN_END -> {
				abandon(finished);
				return this.walker.former();
			}
			default -> {
				return false;
			}
		}
		return true;
	}

	private void record(JournaledAttempts finished) {
		try {
			RecordReader record = this.walker.record();
			RecordKind kind = record.kind();
			UUID id = record.id();
			switch (kind) {
				case OPENED -> this.open.add(id, place());
				case CARRIED -> carried(id);
				case CLOSED -> {
					if (!this.walker.live()) {
						AttemptCodec.closed(id, record);
					}
					closed(id, finished);
				}
				case VOIDED -> ended(id);
				case SETTLED -> this.open.remove(id, position());
			}
		}
		catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException ex) {
			damaged(Reason.CORRUPT);
		}
	}

	private void closed(UUID id, JournaledAttempts finished) {
		Place opening = ended(id);
		Place end = place();
		if (opening != null && !booked(end.position())) {
			finish(opening, end, finished);
		}
	}

	private @Nullable Place ended(UUID id) {
		Place place = this.open.remove(id, position());
		if (!this.walker.live()) {
			this.ended.add(id);
		}
		if (place == null && !booked(here())) {
			damaged(Reason.ORPHAN);
			if (this.walker.live()) {
				this.carrier.endedTwice();
			}
		}
		return place;
	}

	private void carried(UUID id) {
		boolean known = this.open.contains(id);
		if (known) {
			this.open.move(id, place(), position());
		}
		else if (!this.walker.live() && !this.ended.contains(id)) {
			this.open.add(id, place());
		}
		if (this.walker.live()) {
			this.carrier.arrived(id, known, position());
		}
	}

	private void abandon(JournaledAttempts finished) {
		this.ended.clear();
		JournalPosition end = position();
		boolean booked = this.bookedUntil != null && end.compareTo(this.bookedUntil) <= 0;
		for (Place place : this.open.removeAll(end)) {
			if (!booked) {
				finish(place, null, finished);
			}
		}
	}

	private void finish(Place opening, @Nullable Place end, JournaledAttempts finished) {
		if (isWhole(opening)) {
			finished.add(opening, end);
		}
	}

	// What is booked later must be sure to be readable: one that is not would hold up
	// all. What this process wrote, it can read if the bytes are still the same.
	private boolean isWhole(Place place) {
		try {
			if (place.segment().read(place.offset(), this.opening) == Segment.Found.RECORD) {
				if (!this.walker.isLive(place.segment())) {
					this.opening.kind();
					AttemptCodec.opened(this.opening);
				}
				return true;
			}
		}
		catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException | InternalError ex) {
			// Reported below, as any opening that cannot be read.
		}
		this.damages.report(place.position(), 0, Reason.CORRUPT);
		return false;
	}

	private boolean booked(JournalPosition at) {
		return this.bookedUntil != null && at.compareTo(this.bookedUntil) < 0;
	}

	private JournalPosition here() {
		return place().position();
	}

	private Place place() {
		return new Place(this.walker.segment(), this.walker.recordOffset());
	}

	private void damaged(Reason reason) {
		this.damages.report(here(), Segment.footprint(this.walker.record().length()), reason);
	}

}
