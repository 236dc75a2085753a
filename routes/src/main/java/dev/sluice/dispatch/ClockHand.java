package dev.sluice.dispatch;

import org.jspecify.annotations.Nullable;

/**
 * Watches one open reply for silence and for its total time. It looks at the time of the
 * last event when it fires, so an event costs no timer.
 */
final class ClockHand implements ClockWheel.Watched {

	private final ClockWheel wheel;

	private final ReplyGate gate;

	private volatile long silenceNanos;

	private final long totalEnd;

	private volatile boolean stopped;

	private volatile @Nullable Alarm current;

	private ClockHand(ClockWheel wheel, ReplyGate gate, long silenceNanos, long totalEnd) {
		this.wheel = wheel;
		this.gate = gate;
		this.silenceNanos = silenceNanos;
		this.totalEnd = totalEnd;
	}

	static ClockHand start(ClockWheel wheel, ReplyGate gate, long silenceNanos, long totalEnd) {
		ClockHand hand = new ClockHand(wheel, gate, silenceNanos, totalEnd);
		hand.wind(System.nanoTime());
		return hand;
	}

	private void wind(long now) {
		long untilSilent = this.gate.lastEventNanos() + this.silenceNanos - now;
		this.current = this.wheel.start(this, Math.max(1, Math.min(untilSilent, this.totalEnd - now)));
		if (this.stopped) {
			stop();
		}
	}

	@Override
	public void ring() {
		if (this.stopped) {
			return;
		}
		long now = System.nanoTime();
		if (now - this.totalEnd >= 0) {
			this.gate.timeUp("total-timeout");
		}
		else if (now - this.gate.lastEventNanos() >= this.silenceNanos) {
			this.gate.quiet();
		}
		else {
			wind(now);
		}
	}

	@Override
	public void stopping() {
		this.gate.stop(ClockWheel.stoppingFailure());
	}

	/** Begins to watch for silence anew. */
	void rewind() {
		wind(System.nanoTime());
	}

	/** From now on a shorter silence is too long. */
	void hurry(long nanos) {
		if (nanos < this.silenceNanos) {
			this.silenceNanos = nanos;
			Alarm running = this.current;
			if (running != null) {
				running.stop();
			}
			wind(System.nanoTime());
		}
	}

	void stop() {
		this.stopped = true;
		Alarm running = this.current;
		if (running != null) {
			running.stop();
		}
	}

}
