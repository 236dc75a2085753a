package dev.sluice.budget;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks every two seconds whether policies were changed at another gateway. */
final class PolicyWatch implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(PolicyWatch.class);

	private static final Duration EVERY = Duration.ofSeconds(2);

	private final Disposable running;

	private boolean failing;

	PolicyWatch(Budgets budgets) {
		this.running = Flux.interval(Duration.ZERO, EVERY)
			.onBackpressureDrop()
			.concatMap((tick) -> budgets.follow().doOnSuccess((done) -> this.failing = false).onErrorResume((error) -> {
				failed(error);
				return Mono.empty();
			}), 1)
			.subscribe();
	}

	private void failed(Throwable error) {
		if (!this.failing) {
			this.failing = true;
			logger.warn("Changes of budgets cannot be read; those known so far are in force: {}", error.getMessage());
		}
	}

	@Override
	public void close() {
		this.running.dispose();
	}

}
