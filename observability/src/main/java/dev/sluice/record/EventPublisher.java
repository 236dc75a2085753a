package dev.sluice.record;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * Tells watchers in this process what happens. Publishing never waits and never fails;
 * each watcher has a bounded buffer whose oldest events give way, and watchers are told
 * on a thread of their own, so a slow one costs calls nothing.
 */
public final class EventPublisher implements AutoCloseable {

	private final int buffer;

	private final int watchers;

	private final List<Feed<?>> feeds = new CopyOnWriteArrayList<>();

	private final Scheduler scheduler = Schedulers.newSingle("sluice-events", true);

	private final LongAdder droppedByFormer = new LongAdder();

	private boolean stopped;

	/**
	 * Creates a publisher.
	 * @param buffer events kept for each watcher
	 * @param watchers how many may watch at a time
	 */
	public EventPublisher(int buffer, int watchers) {
		if (buffer < 1 || watchers < 1) {
			throw new IllegalArgumentException("an event publisher needs room for one event and one watcher");
		}
		this.buffer = buffer;
		this.watchers = watchers;
	}

	/**
	 * Tells all watchers. Never waits, never throws.
	 * @param event what happened
	 */
	public void publish(GatewayEvent event) {
		for (Feed<?> feed : this.feeds) {
			feed.offer(event);
		}
	}

	/**
	 * Whether anyone watches, so that events nobody would see need not be made.
	 * @return false makes {@link #publish} a waste of time
	 */
	public boolean watched() {
		return !this.feeds.isEmpty();
	}

	/**
	 * All events from the subscription on.
	 * @return a flux to which any number may subscribe, as far as there is room
	 */
	public Flux<GatewayEvent> subscribe() {
		return subscribe(GatewayEvent.class);
	}

	/**
	 * The events of one kind from the subscription on. Other kinds take no room in the
	 * buffer.
	 * @param type the kind
	 * @param <T> the kind
	 * @return a flux to which any number may subscribe, as far as there is room
	 */
	public <T extends GatewayEvent> Flux<T> subscribe(Class<T> type) {
		return Flux.defer(() -> feed(type).events());
	}

	/**
	 * A feed that also tells how many events it lost. It takes a watcher's place from its
	 * subscription until that ends.
	 * @param type the kind of event
	 * @param <T> the kind of event
	 * @return a feed for one subscriber
	 */
	public <T extends GatewayEvent> EventFeed<T> feed(Class<T> type) {
		return new Feed<>(this, type, this.buffer, this.scheduler);
	}

	/**
	 * How many events gave way before they were delivered, over all watchers so far.
	 * @return a count that only grows
	 */
	public long dropped() {
		return this.droppedByFormer.sum() + this.feeds.stream().mapToLong(Feed::dropped).sum();
	}

	synchronized @Nullable RuntimeException admit(Feed<?> feed) {
		if (this.stopped) {
			return new GatewayException(ErrorKind.OVERLOADED, "The gateway is stopping.");
		}
		if (this.feeds.size() >= this.watchers) {
			return new GatewayException(ErrorKind.OVERLOADED, "Too many watch the events already. "
					+ "Close a feed, or raise sluice.records.events.watchers (now " + this.watchers + ").");
		}
		this.feeds.add(feed);
		return null;
	}

	void leave(Feed<?> feed) {
		if (this.feeds.remove(feed)) {
			this.droppedByFormer.add(feed.dropped());
		}
	}

	synchronized void start() {
		this.stopped = false;
	}

	/** Completes every watcher and takes no new one until started again. */
	void stop() {
		synchronized (this) {
			this.stopped = true;
		}
		this.feeds.forEach(Feed::complete);
	}

	/** Completes every watcher and ends the thread that tells them. */
	@Override
	public void close() {
		stop();
		this.scheduler.disposeGracefully().subscribe();
	}

}
