package dev.sluice.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.codec.ServerSentEvent;

import dev.sluice.admin.AdminHandler;
import dev.sluice.admin.AdminReply;
import dev.sluice.admin.AdminRequest;

/**
 * {@code GET /events}: this node's events as they happen, as server-sent events. A reader
 * that is too slow is told how many it missed.
 */
final class EventsEndpoint implements AdminHandler {

	private final EventPublisher events;

	EventsEndpoint(EventPublisher events) {
		this.events = events;
	}

	@Override
	public Mono<AdminReply> handle(AdminRequest request) {
		return Mono.just(AdminReply.events(Flux.defer(this::open)));
	}

	private Flux<ServerSentEvent<Object>> open() {
		EventFeed<GatewayEvent> feed = this.events.feed(GatewayEvent.class);
		Missed missed = new Missed(feed);
		return feed.events().concatMapIterable((event) -> missed.before(view(event)));
	}

	private static ServerSentEvent<Object> view(GatewayEvent event) {
		if (event instanceof GatewayEvent.CallFinished finished) {
			return named("call-finished", new CallView(finished.at(), RecordView.of(finished.record())));
		}
		if (event instanceof GatewayEvent.RoutesChanged changed) {
			return named(changed.applied() ? "routes-applied" : "routes-refused", changed);
		}
		if (event instanceof GatewayEvent.BudgetReached reached) {
			return named("budget-reached", reached);
		}
		throw new IllegalStateException("no view of " + event.getClass());
	}

	private static ServerSentEvent<Object> named(String name, Object data) {
		return ServerSentEvent.builder(data).event(name).build();
	}

	private record CallView(Instant at, RecordView call) {
	}

	/** Puts a notice in front of the first event after a gap. */
	private static final class Missed {

		private final EventFeed<GatewayEvent> feed;

		private long told;

		Missed(EventFeed<GatewayEvent> feed) {
			this.feed = feed;
		}

		List<ServerSentEvent<Object>> before(ServerSentEvent<Object> event) {
			long dropped = this.feed.dropped();
			long since = dropped - this.told;
			this.told = dropped;
			return (since > 0) ? List.of(named("missed", Map.of("count", since)), event) : List.of(event);
		}

	}

}
