package dev.sluice.ledger.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes segments ready before they are needed, and frees those that no longer are. */
final class SegmentKeeper {

	private static final Logger logger = LoggerFactory.getLogger(SegmentKeeper.class);

	private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final SecureRandom random = new SecureRandom();

	private final Deque<SegmentFile> returned = new ConcurrentLinkedDeque<>();

	private final AtomicInteger inUse = new AtomicInteger();

	private final JournalFolder folder;

	private final SegmentChain chain;

	private final JournalSpace space;

	private final long run;

	private final int most;

	private final LongSupplier nanos;

	private long number;

	private int files;

	private boolean failing;

	private long failedAt;

	/**
	 * Creates a keeper.
	 * @param run the number of the first segment to make
	 * @param most how many files there may be
	 * @param nanos the node's own time
	 */
	SegmentKeeper(JournalFolder folder, SegmentChain chain, JournalSpace space, long run, int most,
			LongSupplier nanos) {
		this.folder = folder;
		this.chain = chain;
		this.space = space;
		this.run = run;
		this.number = run;
		this.most = most;
		this.nanos = nanos;
	}

	/** Takes over files found at start. */
	void found(int segments, Deque<SegmentFile> blank) {
		this.files = segments + blank.size();
		this.inUse.set(segments);
		this.returned.addAll(blank);
	}

	/** Takes back a segment that nobody needs any more; oldest first. */
	void giveBack(Segment segment) {
		segment.free();
		this.inUse.decrementAndGet();
		this.returned.addLast(segment.file());
	}

	int inUse() {
		return this.inUse.get();
	}

	/** Whether so many segments are in use that old ones should be emptied. */
	boolean crowded() {
		return this.inUse.get() > this.most / 2;
	}

	/** Makes room when it becomes scarce. Called by one thread. */
	void supply() {
		if (this.failing && this.nanos.getAsLong() - this.failedAt < RETRY_NANOS) {
			return;
		}
		try {
			while (this.space.scarce() && addSegment()) {
				this.failing = false;
			}
		}
		catch (IOException | UncheckedIOException | InternalError ex) {
			// A mapped page that its disk cannot serve shows as an InternalError.
			failed(ex);
		}
	}

	private boolean addSegment() throws IOException {
		SegmentFile file = blankFile();
		if (file == null) {
			return false;
		}
		this.chain.add(begin(file));
		this.number++;
		this.inUse.incrementAndGet();
		this.space.addSegment();
		return true;
	}

	private Segment begin(SegmentFile file) {
		boolean done = false;
		try {
			Segment segment = file.begin(new SegmentHeader(this.number, this.run, this.random.nextLong()));
			done = true;
			return segment;
		}
		finally {
			if (!done) {
				this.returned.addFirst(file);
			}
		}
	}

	private @Nullable SegmentFile blankFile() throws IOException {
		SegmentFile old = this.returned.pollFirst();
		if (old != null) {
			return recycle(old);
		}
		if (this.files >= this.most) {
			return null;
		}
		SegmentFile file = this.folder.create();
		this.files++;
		return file;
	}

	private SegmentFile recycle(SegmentFile old) throws IOException {
		boolean done = false;
		try {
			SegmentFile blank = this.folder.recycle(old);
			done = true;
			return blank;
		}
		finally {
			if (!done) {
				this.returned.addFirst(old);
			}
		}
	}

	private void failed(Throwable cause) {
		if (!this.failing) {
			logger.error("The journal cannot make room on its disk; once the rest is used up, paid calls are refused."
					+ " Free space, or make the folder writable: this node tries again each second.", cause);
		}
		this.failing = true;
		this.failedAt = this.nanos.getAsLong();
	}

}
