package dev.sluice.dispatch;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import dev.sluice.call.GatewayException;

import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClockWheelTests {

	private final ClockWheel wheel = new ClockWheel(Duration.ZERO);

	@Test
	void endsWithAGatewayThatCannotStart() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean(ClockWheel.class, () -> this.wheel);
			context.registerBean("broken", Object.class, () -> {
				throw new IllegalStateException("cannot start");
			});
			assertThatException().isThrownBy(context::refresh);
		}
		assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> this.wheel.start(new Unheard(), 1));
	}

	private record Unheard() implements ClockWheel.Watched {

		@Override
		public void ring() {
		}

		@Override
		public void stopping() {
		}

	}

}
