package dev.sluice.ledger.journal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import dev.sluice.ledger.JournalBatch;
import dev.sluice.ledger.JournalPosition;
import dev.sluice.ledger.JournalReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands out what the ledger does not have, and frees segments that it has. */
final class SegmentedReader implements JournalReader {

	private static final Logger logger = LoggerFactory.getLogger(SegmentedReader.class);

	private final Deque<Segment> held = new ArrayDeque<>();

	private final Damages damages = new Damages();

	private final MappedJournal journal;

	private final SegmentKeeper keeper;

	private final Carrier carrier;

	private final JournalFolder folder;

	private final LogReader log;

	private final RecordReader booking = new RecordReader();

	// Where this process's own records begin.
	private final JournalPosition own;

	private boolean resumed;

	private volatile boolean replayed;

	private volatile JournalPosition read;

	SegmentedReader(Former former, MappedJournal journal, SegmentKeeper keeper, Carrier carrier, JournalFolder folder) {
		this.journal = journal;
		this.keeper = keeper;
		this.carrier = carrier;
		this.folder = folder;
		this.own = new JournalPosition(former.nextRun(), SegmentHeader.BYTES);
		this.replayed = former.segments().isEmpty();
		this.log = new LogReader(new SegmentWalker(former, journal.chain(), this.damages, this.held::addLast),
				this.damages, carrier);
		this.read = this.log.position();
		former.unreadable().forEach((file) -> {
			logger.error("A file of the journal has lost its header and is kept as {}", file);
			this.damages.report(new JournalPosition(0, 0), (int) file.toFile().length(), Damage.Reason.CORRUPT);
		});
	}

	@Override
	public void resume(@Nullable JournalPosition cursor) {
		if (this.resumed) {
			throw new IllegalStateException("The journal is being read already");
		}
		this.resumed = true;
		if (cursor != null && cursor.compareTo(this.own) > 0) {
			logger.error("The database has booked this node's journal up to {}, but the journal in SLUICE_HOME is"
					+ " older. All of it is read again; attempts booked before are not booked twice.", cursor);
		}
		else if (cursor != null) {
			this.log.bookedUntil(cursor);
		}
	}

	@Override
	public JournalBatch read(int atMost) {
		JournaledAttempts finished = new JournaledAttempts(this.booking);
		try {
			boolean more = true;
			while (more && finished.size() < atMost) {
				more = this.log.step(finished);
			}
		}
		catch (InternalError ex) {
			// A mapped page that its disk cannot serve. What was read before it is not
			// read again; and whoever tries again must not take the error for the end.
			if (finished.isEmpty()) {
				throw new IllegalStateException("The journal's disk does not give back what was written", ex);
			}
		}
		this.read = this.log.position();
		return new JournalBatch(finished, this.read);
	}

	@Override
	public void committed(JournalPosition cursor) {
		this.replayed = this.replayed || cursor.compareTo(this.own) >= 0;
		this.log.open().committed(cursor);
		while (!this.held.isEmpty() && passed(this.held.getFirst(), cursor)) {
			Segment oldest = this.held.getFirst();
			if (!this.carrier.done(cursor)) {
				return;
			}
			if (this.log.open().needs(oldest)) {
				empty(oldest);
				return;
			}
			free(this.held.removeFirst());
		}
	}

	@Override
	public boolean replayed() {
		return this.replayed;
	}

	@Override
	public List<Damage> damages() {
		return this.damages.first();
	}

	@Override
	public State state() {
		JournalSpace space = this.journal.space();
		return new State(unread(this.journal.chain().active()), space.free(), this.log.open().size(),
				this.keeper.inUse(), this.damages.count(), this.journal.writable());
	}

	// What former processes wrote is only freed as a whole: until the end of one is
	// committed, any of its records may be needed to tell which attempts it left open.
	private boolean passed(Segment segment, JournalPosition cursor) {
		boolean former = segment.number() < this.own.segment();
		return former ? this.replayed : cursor.segment() > segment.number();
	}

	private void empty(Segment oldest) {
		if (this.keeper.crowded()) {
			this.carrier.carry(this.log.open().in(oldest));
		}
	}

	private void free(Segment segment) {
		if (this.damages.in(segment)) {
			keepCopy(segment);
		}
		this.keeper.giveBack(segment);
	}

	private void keepCopy(Segment segment) {
		try {
			logger.error("A damaged file of the journal is kept as {}", this.folder.keepCopy(segment));
		}
		catch (IOException ex) {
			logger.error("A damaged file of the journal could not be kept", ex);
		}
	}

	private long unread(@Nullable Segment active) {
		if (active == null) {
			return 0;
		}
		JournalPosition from = this.read;
		return (active.number() - from.segment()) * active.size() + active.tail() - from.offset();
	}

}
