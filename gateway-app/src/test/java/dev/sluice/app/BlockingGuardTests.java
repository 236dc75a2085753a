package dev.sluice.app;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The guard over event loops must itself be awake. */
class BlockingGuardTests {

	@Test
	void aBlockingCallOnAnEventLoopIsNoticed() {
		Mono.fromRunnable(BlockingGuardTests::sleep).subscribeOn(Schedulers.parallel()).block();
		assertThatThrownBy(() -> new BlockingGuard().afterAll(null)).isInstanceOf(AssertionError.class)
			.hasMessageContaining("sleep");
	}

	private static void sleep() {
		try {
			Thread.sleep(1);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
