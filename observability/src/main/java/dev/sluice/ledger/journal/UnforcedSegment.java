package dev.sluice.ledger.journal;

/**
 * A segment of which something may not be on the disk yet. Used by the journal's own
 * thread only.
 */
final class UnforcedSegment {

	private final Segment segment;

	private int forced;

	UnforcedSegment(Segment segment) {
		this.segment = segment;
	}

	/**
	 * Brings onto the disk what was appended. Appends that were not whole before are
	 * brought again the next time.
	 * @return whether nothing is left and nothing can follow
	 */
	boolean force() {
		if (this.segment.freed()) {
			return done();
		}
		int whole = this.segment.wholeFrom(Math.max(this.forced, SegmentHeader.BYTES));
		int until = this.segment.tail();
		if (until > this.forced) {
			this.segment.force(this.forced, until);
		}
		this.forced = whole;
		return whole == this.segment.size() && done();
	}

	/** Lets go of the file. */
	boolean done() {
		this.segment.file().copy().close();
		return true;
	}

}
