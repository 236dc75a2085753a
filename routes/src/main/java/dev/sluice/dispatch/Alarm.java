package dev.sluice.dispatch;

import io.netty.util.Timeout;
import io.netty.util.TimerTask;
import org.jspecify.annotations.Nullable;

/**
 * A clock that was started. Stopped, it lets go of what it watches: the wheel forgets it
 * only at its next tick, by which time hundreds of finished calls would hang on it, for
 * every collection of garbage to copy.
 */
final class Alarm implements TimerTask {

	private volatile ClockWheel.@Nullable Watched watched;

	private @Nullable Timeout timeout;

	Alarm(ClockWheel.Watched watched) {
		this.watched = watched;
	}

	void setTimeout(Timeout timeout) {
		this.timeout = timeout;
	}

	@Override
	public void run(Timeout timeout) {
		ring();
	}

	void ring() {
		ClockWheel.Watched mine = this.watched;
		if (mine != null) {
			this.watched = null;
			mine.ring();
		}
	}

	void stop() {
		this.watched = null;
		Timeout mine = this.timeout;
		if (mine != null) {
			mine.cancel();
		}
	}

	void stopping() {
		ClockWheel.Watched mine = this.watched;
		if (mine != null) {
			mine.stopping();
		}
	}

}
