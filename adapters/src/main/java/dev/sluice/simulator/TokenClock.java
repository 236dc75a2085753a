package dev.sluice.simulator;

import java.time.Duration;
import java.util.List;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lets events pass at the speed of a model: a wait before the first token, then so many a
 * second, without drift.
 *
 * @param timers the timers of the connection
 * @param first the wait before the first token
 * @param rate tokens a second, 0 for no waiting
 */
record TokenClock(EventLoopClock timers, Duration first, double rate) {

	Flux<byte[]> pace(List<Answer.Event> events) {
		if (this.first.isZero() && this.rate == 0) {
			return Flux.fromIterable(events).map((event) -> event.bytes().get());
		}
		return Flux.defer(() -> {
			Due due = new Due(System.nanoTime() + this.first.toNanos());
			return Flux.fromIterable(events).concatMap((event) -> paced(event, due), 1);
		});
	}

	/**
	 * Waits as long as saying that many tokens takes.
	 */
	Mono<Void> wait(int tokens) {
		Duration speaking = (this.rate > 0) ? Duration.ofNanos((long) (tokens * 1e9 / this.rate)) : Duration.ZERO;
		return this.timers.after(this.first.plus(speaking));
	}

	private Mono<byte[]> paced(Answer.Event event, Due due) {
		if (!event.paced()) {
			return Mono.fromSupplier(event.bytes());
		}
		long moment = due.moment;
		due.moment += (this.rate > 0) ? (long) (1e9 / this.rate) : 0;
		return this.timers.at(moment).then(Mono.fromSupplier(event.bytes()));
	}

	/** When the next token is due; used by one stream. */
	private static final class Due {

		private long moment;

		Due(long moment) {
			this.moment = moment;
		}

	}

}
