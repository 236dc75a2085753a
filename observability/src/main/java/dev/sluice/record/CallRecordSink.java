package dev.sluice.record;

/**
 * Is told of every attempt, once, when it has ended. Ledger, settlement, audit, metrics
 * and the live feed are sinks.
 */
@FunctionalInterface
public interface CallRecordSink {

	/**
	 * Takes a record. Called on an event loop: returns at once and hands longer work on.
	 * An exception is logged and counted, and reaches neither the call nor other sinks.
	 * @param record what happened
	 */
	void accept(CallRecord record);

}
