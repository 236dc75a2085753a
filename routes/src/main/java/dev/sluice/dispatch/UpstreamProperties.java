package dev.sluice.dispatch;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Connections to providers, and the clocks of routes that set none.
 *
 * @param maxConnections connections per provider address
 * @param maxPending calls per provider address that may wait for a connection; more are
 * refused with 503
 * @param acquireTimeout how long a call waits for a connection
 * @param maxIdle when an idle connection is closed; keep it below what providers do
 * @param maxLife when a connection is replaced, however busy
 * @param connectTimeout until a connection stands
 * @param firstEventTimeout from sending to the first content byte of a stream
 * @param wholeReplyTimeout from sending to the end of a reply that is not streamed
 * @param betweenEventsTimeout between two whole events of a stream
 * @param totalTimeout for a call with all its attempts
 * @param drainTimeout how long calls may go on once the gateway stops; streams that are
 * still open then end in an error event. Keep it below
 * {@code spring.lifecycle.timeout-per-shutdown-phase}
 * @param wholeReplyLimit up to this size an answer that is no stream is read whole before
 * it is passed on, so that one cut short can still be repeated elsewhere
 * @param maxEvent the largest event of a stream, and the largest whole answer that is
 * translated, such as one that holds a picture
 * @param requestHeaders client headers that pass to providers besides the built-in ones
 * @param replyHeaders provider headers that pass to clients besides the built-in ones
 */
@ConfigurationProperties(prefix = "sluice.upstream", ignoreUnknownFields = false)
public record UpstreamProperties(@DefaultValue("500") int maxConnections, @DefaultValue("1000") int maxPending,
		@DefaultValue("5s") Duration acquireTimeout, @DefaultValue("30s") Duration maxIdle,
		@DefaultValue("30m") Duration maxLife, @DefaultValue("5s") Duration connectTimeout,
		@DefaultValue("60s") Duration firstEventTimeout, @DefaultValue("10m") Duration wholeReplyTimeout,
		@DefaultValue("60s") Duration betweenEventsTimeout, @DefaultValue("15m") Duration totalTimeout,
		@DefaultValue("25s") Duration drainTimeout, @DefaultValue("1MB") DataSize wholeReplyLimit,
		@DefaultValue("16MB") DataSize maxEvent, @DefaultValue List<String> requestHeaders,
		@DefaultValue List<String> replyHeaders) {

	Clocks clocks() {
		return new Clocks(this.connectTimeout, this.firstEventTimeout, this.wholeReplyTimeout,
				this.betweenEventsTimeout, this.totalTimeout);
	}

}
