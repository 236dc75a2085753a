package dev.sluice.record;

import java.time.Clock;

/** Turns the last record of each call into an event, while anyone watches. */
final class LiveCalls implements CallRecordSink {

	private final EventPublisher events;

	private final Clock clock;

	LiveCalls(EventPublisher events, Clock clock) {
		this.events = events;
		this.clock = clock;
	}

	@Override
	public void accept(CallRecord record) {
		if (record.last() && this.events.watched()) {
			this.events.publish(new GatewayEvent.CallFinished(this.clock.instant(), record));
		}
	}

}
