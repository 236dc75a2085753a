package dev.sluice.ledger.journal;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes can still be promised. Whatever is appended was taken from here before,
 * so an append always finds room. A part is set aside: openings leave it alone, so that
 * old openings can be carried forward even when the journal is full.
 */
final class JournalSpace {

	/** Room for any end of an attempt, taken with its opening. */
	static final int CLOSING = Segment.footprint(880);

	/** Room for the record that forgets a carried opening. */
	static final int SETTLING = Segment.footprint(18);

	/** Ten thousand calls that begin at once take some 14 MB, three files of 4 MB. */
	private static final int MOST_READY = 4;

	private final int usable;

	private final long aside;

	private final long ready;

	private final AtomicLong free;

	/**
	 * Creates an empty space.
	 * @param segmentSize of each segment, in bytes
	 * @param segments how many there may be; the fewer, the fewer are kept ready
	 */
	JournalSpace(int segmentSize, int segments) {
		// Up to a whole record is lost at a segment's end.
		this.usable = segmentSize - SegmentHeader.BYTES - Segment.footprint(RecordWriter.MAX_PAYLOAD);
		this.aside = this.usable + this.usable / 4;
		this.ready = (long) this.usable * Math.max(2, Math.min(MOST_READY, segments / 8));
		this.free = new AtomicLong(-this.aside);
	}

	/** Takes room for an opening. */
	boolean take(long bytes) {
		return take(bytes, 0);
	}

	/** Takes room for what must be written even when openings are refused. */
	boolean takeAside(long bytes) {
		return take(bytes, -this.aside);
	}

	void give(long bytes) {
		this.free.addAndGet(bytes);
	}

	void addSegment() {
		give(this.usable);
	}

	/** Whether one more segment should be made ready. */
	boolean scarce() {
		return this.free.get() < this.ready;
	}

	long free() {
		return this.free.get();
	}

	private boolean take(long bytes, long least) {
		if (this.free.addAndGet(-bytes) >= least) {
			return true;
		}
		this.free.addAndGet(bytes);
		return false;
	}

}
