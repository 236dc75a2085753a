package dev.sluice.ledger;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What is done to the ledger now and then. Any node may do it; doing it twice is
 * harmless.
 */
final class Housekeeping implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Housekeeping.class);

	private static final Duration INTERVAL = Duration.ofMinutes(10);

	private final Disposable running;

	Housekeeping(Retention retention, LostNodes lost, LedgerProperties properties) {
		Mono<Long> sweep = properties.keep().isZero() ? Mono.empty() : retention.sweep(properties.keep());
		Mono<Long> writeOff = lost.writeOff(properties.lostAfter());
		// Nodes that were started together should not all sweep together.
		Duration first = INTERVAL.multipliedBy(ThreadLocalRandom.current().nextLong(50, 150)).dividedBy(100);
		this.running = Flux.interval(first, INTERVAL)
			.onBackpressureDrop()
			.concatMap((tick) -> writeOff.then(sweep).onErrorResume((error) -> {
				logger.debug("The ledger was not tidied up this time", error);
				return Mono.empty();
			}), 1)
			.subscribe();
	}

	@Override
	public void close() {
		this.running.dispose();
	}

}
