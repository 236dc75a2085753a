package dev.sluice.ledger;

/**
 * A place in this node's journal. Later places are greater, also across restarts.
 *
 * @param segment the segment's number
 * @param offset bytes from the segment's beginning
 */
public record JournalPosition(long segment, int offset) implements Comparable<JournalPosition> {

	@Override
	public int compareTo(JournalPosition other) {
		int order = Long.compare(this.segment, other.segment);
		return (order != 0) ? order : Integer.compare(this.offset, other.offset);
	}

}
