package dev.sluice.dispatch;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.Semaphore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(20)
class AlarmTests {

	@Test
	void ringsOnce() throws Exception {
		ClockWheel wheel = new ClockWheel(Duration.ZERO);
		Call call = new Call();
		Alarm alarm = wheel.start(call, 1);
		call.rings.acquire();
		alarm.ring();
		alarm.stopping();
		wheel.stop();
		assertThat(call.rings.availablePermits()).isZero();
		assertThat(call.stops.availablePermits()).isZero();
	}

	@Test
	void isSilentOnceItIsStopped() {
		Call call = new Call();
		Alarm alarm = new Alarm(call);
		alarm.stop();
		alarm.ring();
		alarm.stopping();
		assertThat(call.rings.availablePermits()).isZero();
		assertThat(call.stops.availablePermits()).isZero();
	}

	@Test
	void saysThatTheGatewayStopsWhileItRuns() throws Exception {
		ClockWheel wheel = new ClockWheel(Duration.ZERO);
		Call call = new Call();
		wheel.start(call, Duration.ofHours(1).toNanos());
		wheel.stop();
		call.stops.acquire();
		assertThat(call.rings.availablePermits()).isZero();
	}

	@Test
	void letsGoOfAFinishedCallThoughTheWheelStillKeepsTheAlarm() {
		Call call = new Call();
		WeakReference<Call> finished = new WeakReference<>(call);
		Alarm alarm = new Alarm(call);
		call = null;
		alarm.stop();
		while (finished.get() != null) {
			System.gc();
		}
		alarm.ring();
	}

	private static final class Call implements ClockWheel.Watched {

		final Semaphore rings = new Semaphore(0);

		final Semaphore stops = new Semaphore(0);

		@Override
		public void ring() {
			this.rings.release();
		}

		@Override
		public void stopping() {
			this.stops.release();
		}

	}

}
