package dev.sluice.ledger.journal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

import dev.sluice.ledger.JournalPosition;
import dev.sluice.ledger.JournalReader.Damage.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Goes from record to record through what former processes left, and then through what
 * this one appends. Passes over what cannot be read, and reports it.
 */
final class SegmentWalker {

	private final RecordReader record = new RecordReader();

	private final List<Segment> former;

	private final SegmentChain chain;

	private final long run;

	private final Damages damages;

	private final Consumer<Segment> entered;

	private int nextFormer;

	private @Nullable Segment segment;

	private int offset = SegmentHeader.BYTES;

	private int recordOffset;

	/**
	 * Creates a walker at the very beginning.
	 * @param former what former processes left
	 * @param chain what this one writes
	 * @param damages is told what cannot be read
	 * @param entered is told of each segment when it is reached
	 */
	SegmentWalker(Former former, SegmentChain chain, Damages damages, Consumer<Segment> entered) {
		this.former = former.segments();
		this.chain = chain;
		this.run = former.nextRun();
		this.damages = damages;
		this.entered = entered;
		if (!this.former.isEmpty()) {
			enter(this.former.get(this.nextFormer++));
		}
	}

	/** The record that was just reached. */
	RecordReader record() {
		return this.record;
	}

	/** The segment of the record that was just reached. */
	Segment segment() {
		if (this.segment == null) {
			throw new IllegalStateException("No record was reached");
		}
		return this.segment;
	}

	int recordOffset() {
		return this.recordOffset;
	}

	/** Whether this process wrote the record. */
	boolean live() {
		return isLive(segment());
	}

	/** Whether a former process wrote what comes next. */
	boolean former() {
		return this.segment != null && !live();
	}

	/** Whether this process writes a segment. */
	boolean isLive(Segment other) {
		return other.header().run() == this.run;
	}

	/** Behind the record that was just reached. */
	JournalPosition position() {
		return new JournalPosition((this.segment != null) ? this.segment.number() : this.run, this.offset);
	}

	/** Goes on by one step. */
	Step next() {
		while (true) {
			Segment current = (this.segment != null) ? this.segment : this.chain.first();
			if (current == null) {
				return Step.NOTHING;
			}
			if (this.segment == null) {
				enter(current);
			}
			Segment.Found found = current.read(this.offset, this.record);
			if (found == Segment.Found.RECORD) {
				this.recordOffset = this.offset;
				this.offset += Segment.footprint(this.record.length());
				return Step.RECORD;
			}
			Step step = live() ? passLive(current, found) : passFormer(current, found);
			if (step != Step.ON) {
				return step;
			}
		}
	}

	private Step passLive(Segment current, Segment.Found found) {
		if (found == Segment.Found.SEAL) {
			return leave(current);
		}
		if (found == Segment.Found.DAMAGE) {
			int readable = current.resync(this.offset + 8, this.record);
			boolean full = current != this.chain.active();
			if (readable < current.size() || full) {
				damaged(readable, Reason.CORRUPT);
				return Step.ON;
			}
		}
		return Step.NOTHING;
	}

	private Step leave(Segment current) {
		Segment next = current.next();
		if (next == null) {
			return Step.NOTHING;
		}
		enter(next);
		return Step.ON;
	}

	private Step passFormer(Segment current, Segment.Found found) {
		if (found == Segment.Found.SEAL) {
			return leaveFormer(current);
		}
		if (current.untouchedFrom(this.offset) && (mayBeFull(current) || usedAfter(current) == 0)) {
			return leaveFormer(current);
		}
		boolean nothing = found == Segment.Found.NOTHING;
		int readable = current.resync(this.offset + 8, this.record);
		// Appends can only be unfinished where the process was writing when it died.
		damaged(readable, (nothing && usedAfter(current) <= 1) ? Reason.UNFINISHED : Reason.CORRUPT);
		return Step.ON;
	}

	// Where no record may have fitted, although nothing says so any more.
	private boolean mayBeFull(Segment current) {
		return current.size() - this.offset < Segment.footprint(RecordWriter.MAX_PAYLOAD);
	}

	private long usedAfter(Segment current) {
		return this.former.stream()
			.filter((later) -> later.header().run() == current.header().run() && later.number() > current.number())
			.filter((later) -> !later.untouchedFrom(SegmentHeader.BYTES))
			.count();
	}

	private Step leaveFormer(Segment current) {
		if (this.nextFormer == this.former.size()) {
			this.segment = null;
			this.offset = SegmentHeader.BYTES;
			return Step.RUN_END;
		}
		Segment next = this.former.get(this.nextFormer++);
		long missing = next.number() - current.number() - 1;
		if (missing != 0) {
			this.damages.report(new JournalPosition(current.number() + 1, 0), missing * current.size(), Reason.CORRUPT);
		}
		enter(next);
		return (next.header().run() != current.header().run()) ? Step.RUN_END : Step.ON;
	}

	private void damaged(int until, Reason reason) {
		this.damages.report(position(), until - this.offset, reason);
		this.offset = until;
	}

	private void enter(Segment next) {
		this.segment = next;
		this.offset = SegmentHeader.BYTES;
		this.entered.accept(next);
	}

	/** What a step led to. */
	enum Step {

		/** A record. */
		RECORD,

		/** The end of what one process wrote. */
		RUN_END,

		/** The end of all, so far. */
		NOTHING,

		/** Further. */
		ON

	}

}
