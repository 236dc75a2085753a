package dev.sluice.dispatch;

import java.util.concurrent.TimeUnit;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.TimerTask;
import io.netty.util.concurrent.DefaultThreadFactory;

import org.springframework.beans.factory.DisposableBean;

/**
 * Drives the clocks of all calls. A wheel with ticks of 20 ms: starting and stopping a
 * clock costs next to nothing, and hardly one of them ever fires.
 */
class ClockWheel implements DisposableBean {

	private final HashedWheelTimer timer = new HashedWheelTimer(new DefaultThreadFactory("sluice-clocks", true), 20,
			TimeUnit.MILLISECONDS, 512);

	Timeout start(TimerTask task, long delayNanos) {
		return this.timer.newTimeout(task, delayNanos, TimeUnit.NANOSECONDS);
	}

	@Override
	public void destroy() {
		this.timer.stop();
	}

}
