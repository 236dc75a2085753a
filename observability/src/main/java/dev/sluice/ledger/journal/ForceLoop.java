package dev.sluice.ledger.journal;

import java.io.UncheckedIOException;
import java.time.Duration;
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

	private @Nullable Segment segment;

	private int forced;

	private int tail;

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
	}

	private void force() {
		try {
			while (forceSegment()) {
				this.forced = SegmentHeader.BYTES;
				this.tail = SegmentHeader.BYTES;
			}
			this.healthy = true;
		}
		catch (UncheckedIOException ex) {
			if (this.healthy) {
				logger.error("The journal's disk does not take what is written; paid calls are refused until it does.",
						ex);
			}
			this.healthy = false;
		}
	}

	// Each range is forced twice: an append may finish after room behind it was forced.
	private boolean forceSegment() {
		Segment current = (this.segment != null) ? this.segment : this.chain.first();
		this.segment = current;
		if (current == null) {
			return false;
		}
		boolean full = current != this.chain.active();
		int until = current.tail();
		if (until > this.forced) {
			current.force(full ? 0 : this.forced, until);
		}
		this.forced = this.tail;
		this.tail = until;
		Segment next = current.next();
		if (!full || next == null) {
			return false;
		}
		this.segment = next;
		return true;
	}

}
