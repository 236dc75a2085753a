package dev.sluice.record;

import reactor.core.publisher.Flux;

/**
 * One watcher's view of the events, with its own bounded buffer. When the watcher is
 * slower than the events, the oldest give way.
 *
 * @param <T> the kind of event
 */
public interface EventFeed<T extends GatewayEvent> {

	/**
	 * The events from the subscription on. One subscriber, told on a thread that all
	 * feeds share, so it must not block. Completes when the gateway stops.
	 * @return the events, or an error of kind {@code OVERLOADED} when too many watch
	 * already
	 */
	Flux<T> events();

	/**
	 * How many events of this feed gave way before they were delivered.
	 * @return a count that only grows
	 */
	long dropped();

}
