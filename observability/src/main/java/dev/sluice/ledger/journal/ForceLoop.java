package dev.sluice.ledger.journal;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal's own thread: brings what was appended onto the disk every few
 * milliseconds, and lets the keeper make room. Appends survive the process without it; it
 * is for the loss of power.
 */
final class ForceLoop implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(ForceLoop.class);

	private final SegmentChain chain;

	private final SegmentKeeper keeper;

	private final long everyNanos;

	private final Thread thread = new Thread(this, "sluice-journal");

	private final List<UnforcedSegment> unforced = new ArrayList<>();

	private @Nullable Segment last;

	private volatile boolean healthy = true;

	private volatile boolean hurried;

	private volatile boolean stopped;

	ForceLoop(SegmentChain chain, SegmentKeeper keeper, Duration every) {
		this.chain = chain;
		this.keeper = keeper;
		this.everyNanos = every.toNanos();
		this.thread.setDaemon(true);
	}

	void start() {
		this.thread.start();
	}

	/** Whether the disk took all that it was given. */
	boolean healthy() {
		return this.healthy;
	}

	/** Asks for room now rather than in a few milliseconds. */
	void hurry() {
		if (!this.hurried) {
			this.hurried = true;
			LockSupport.unpark(this.thread);
		}
	}

	/** Ends the thread after a last force. */
	void stop() {
		this.stopped = true;
		LockSupport.unpark(this.thread);
		try {
			this.thread.join(Duration.ofSeconds(10).toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void run() {
		boolean last;
		do {
			last = this.stopped;
			this.hurried = false;
			this.keeper.supply();
			force();
			if (!last) {
				LockSupport.parkNanos(this.everyNanos);
			}
		}
		while (!last);
		this.unforced.forEach(UnforcedSegment::done);
	}

	private void force() {
		findSegments();
		Throwable fault = null;
		for (Iterator<UnforcedSegment> segments = this.unforced.iterator(); segments.hasNext();) {
			try {
				if (segments.next().force()) {
					segments.remove();
				}
			}
			catch (UncheckedIOException | InternalError ex) {
				// A mapped page that its disk cannot serve shows as an InternalError.
				fault = ex;
			}
		}
		if (fault != null && this.healthy) {
			logger.error("The journal's disk does not take what is written; paid calls are refused until it does.",
					fault);
		}
		this.healthy = fault == null;
	}

	private void findSegments() {
		Segment next = (this.last != null) ? this.last.next() : this.chain.first();
		while (next != null) {
			this.unforced.add(new UnforcedSegment(next));
			this.last = next;
			next = next.next();
		}
	}

}
