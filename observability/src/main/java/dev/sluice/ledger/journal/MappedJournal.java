package dev.sluice.ledger.journal;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.ledger.AttemptClosed;
import dev.sluice.ledger.AttemptJournal;
import dev.sluice.ledger.AttemptOpened;
import dev.sluice.ledger.JournalReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in memory-mapped files. What was appended is in the system's page cache, so
 * it outlives the process without a system call.
 */
final class MappedJournal implements AttemptJournal, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(MappedJournal.class);

	private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

	private final ThreadLocal<RecordWriter> writers = ThreadLocal.withInitial(RecordWriter::new);

	private final SegmentChain chain = new SegmentChain();

	private final JournalSpace space;

	private final ForceLoop loop;

	private final SegmentedReader reader;

	private volatile boolean writable = true;

	private MappedJournal(JournalFolder folder, JournalProperties settings, Former former) {
		this.space = new JournalSpace(settings.segmentBytes(), settings.segments());
		SegmentKeeper keeper = new SegmentKeeper(folder, this.chain, this.space, former.nextRun(), settings.segments(),
				System::nanoTime);
		keeper.found(former.segments().size(), former.blank());
		keeper.supply();
		this.loop = new ForceLoop(this.chain, keeper, settings.forceInterval());
		this.reader = new SegmentedReader(former, this, keeper, new Carrier(this.chain, this.space), folder);
	}

	/**
	 * Opens the journal of a folder that this process owns.
	 * @param folder its files
	 * @param settings sizes
	 * @param clock numbers the segments of a new folder
	 * @return a running journal
	 * @throws IOException when files that are there cannot be opened
	 */
	static MappedJournal open(JournalFolder folder, JournalProperties settings, Clock clock) throws IOException {
		MappedJournal journal = new MappedJournal(folder, settings, Former.of(folder, clock));
		journal.loop.start();
		return journal;
	}

	JournalReader reader() {
		return this.reader;
	}

	@Override
	public void opened(AttemptOpened attempt) {
		RecordWriter record = this.writers.get();
		try {
			AttemptCodec.write(record, attempt);
		}
		catch (RecordTooLongException ex) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST, "The labels and metadata headers of this call are"
					+ " longer than the usage journal takes (32 KiB with all names). Send less of them.");
		}
		int footprint = Segment.footprint(record.length());
		if (!writable() || !this.space.take(footprint + JournalSpace.CLOSING)) {
			this.loop.hurry();
			throw refused();
		}
		appendOpening(record);
	}

	@Override
	public void closed(AttemptClosed attempt) {
		RecordWriter record = this.writers.get();
		AttemptCodec.write(record, attempt);
		appendEnd(record, attempt.id());
	}

	@Override
	public void voided(UUID id) {
		RecordWriter record = this.writers.get();
		AttemptCodec.write(record, RecordKind.VOIDED, id);
		appendEnd(record, id);
	}

	/** Stops taking attempts, and brings all onto the disk. */
	@Override
	public void close() {
		this.writable = false;
		this.loop.stop();
	}

	SegmentChain chain() {
		return this.chain;
	}

	JournalSpace space() {
		return this.space;
	}

	boolean writable() {
		return this.writable && this.loop.healthy();
	}

	private void appendOpening(RecordWriter record) {
		try {
			this.chain.append(record);
		}
		catch (InternalError | RuntimeException ex) {
			broken(ex);
			throw refused().causedBy(ex);
		}
	}

	private void appendEnd(RecordWriter record, UUID id) {
		try {
			this.chain.append(record);
			this.space.give(JournalSpace.CLOSING - Segment.footprint(record.length()));
		}
		catch (InternalError | RuntimeException ex) {
			logger.error("The end of attempt {} is not in the journal: it will be booked as unknown, at its hold", id);
			broken(ex);
		}
	}

	// A mapped page that its disk cannot serve shows as an InternalError.
	private void broken(Throwable cause) {
		this.writable = false;
		logger.error("The journal cannot be written: paid calls are refused until a restart", cause);
	}

	private static GatewayException refused() {
		return new GatewayException(ErrorKind.BUDGET_UNAVAILABLE,
				"This call cannot be recorded at the moment, so it was not sent. Try again.")
			.retryAfter(RETRY_AFTER);
	}

}
