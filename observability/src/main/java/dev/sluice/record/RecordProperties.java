package dev.sluice.record;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where records of calls go.
 *
 * @param log Whether each attempt is written as one line at INFO to the logger
 * 'dev.sluice.calls'. The line is written by the thread that served the call, so give
 * that logger an asynchronous appender under load.
 * @param recent How many of the latest records this node keeps in memory for the admin
 * API; 0 to 100 000, 0 keeps none.
 * @param events How watchers are told of events.
 */
@ConfigurationProperties(prefix = "sluice.records", ignoreUnknownFields = false)
record RecordProperties(@DefaultValue("false") boolean log, @DefaultValue("1000") int recent,
		@DefaultValue Events events) {

	/** Checks the bounds. */
	RecordProperties {
		check("sluice.records.recent", recent, 0, 100_000);
	}

	private static void check(String property, int value, int min, int max) {
		if (value < min || value > max) {
			throw new IllegalArgumentException(property + " is " + value + "; set " + min + " to " + max + ".");
		}
	}

	/**
	 * How watchers are told of events.
	 *
	 * @param buffer How many events are kept for each watcher before the oldest give way;
	 * 1 to 1 000 000.
	 * @param watchers How many may watch at a time; 1 to 10 000.
	 */
	record Events(@DefaultValue("1024") int buffer, @DefaultValue("64") int watchers) {

		/** Checks the bounds. */
		Events {
			check("sluice.records.events.buffer", buffer, 1, 1_000_000);
			check("sluice.records.events.watchers", watchers, 1, 10_000);
		}

	}

}
