package dev.sluice.ledger.journal;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/** The segments that this process writes, each linked before it is needed. */
final class SegmentChain {

	private final AtomicReference<@Nullable Segment> active = new AtomicReference<>();

	private volatile @Nullable Segment first;

	private @Nullable Segment last;

	/** Adds a segment at the end. Only the keeper calls this. */
	void add(Segment segment) {
		Segment before = this.last;
		this.last = segment;
		if (before == null) {
			this.first = segment;
			this.active.set(segment);
			return;
		}
		before.link(segment);
	}

	/**
	 * Appends a record for which room was taken.
	 * @throws IllegalStateException when there is none all the same
	 */
	void append(RecordWriter record) {
		Segment segment = this.active.get();
		while (segment != null && !segment.append(record)) {
			Segment next = segment.next();
			if (next != null) {
				this.active.compareAndSet(segment, next);
			}
			segment = (next != null) ? this.active.get() : null;
		}
		if (segment == null) {
			throw new IllegalStateException("The journal has no segment to write to");
		}
	}

	@Nullable Segment first() {
		return this.first;
	}

	@Nullable Segment active() {
		return this.active.get();
	}

}
