package dev.sluice.record;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Exceptions;

/**
 * The one place that a finished attempt is reported to: hands its record to all sinks, in
 * order. A sink that fails is logged, at most once a minute, and counted; neither the
 * call nor the other sinks notice.
 */
public final class CallRecords {

	private static final Logger logger = LoggerFactory.getLogger(CallRecords.class);

	private static final long LOG_INTERVAL = TimeUnit.MINUTES.toNanos(1);

	private final CallRecordSink[] sinks;

	private final LongSupplier nanos;

	private final LongAdder failures = new LongAdder();

	private final AtomicLong nextLog;

	/**
	 * Creates the fan-out.
	 * @param sinks who is told, in this order
	 */
	public CallRecords(List<? extends CallRecordSink> sinks) {
		this(sinks, System::nanoTime);
	}

	CallRecords(List<? extends CallRecordSink> sinks, LongSupplier nanos) {
		this.sinks = sinks.toArray(new CallRecordSink[0]);
		this.nanos = nanos;
		this.nextLog = new AtomicLong(nanos.getAsLong());
	}

	/**
	 * Whether anyone is told, so that records nobody reads need not be made.
	 * @return false without sinks
	 */
	public boolean wanted() {
		return this.sinks.length > 0;
	}

	/**
	 * Hands a record to every sink.
	 * @param record what happened to one attempt
	 */
	public void publish(CallRecord record) {
		for (CallRecordSink sink : this.sinks) {
			try {
				sink.accept(record);
			}
			catch (Throwable ex) {
				Exceptions.throwIfJvmFatal(ex);
				failed(sink, record, ex);
			}
		}
	}

	/**
	 * How often a sink failed.
	 * @return a count that only grows
	 */
	public long failures() {
		return this.failures.sum();
	}

	private void failed(CallRecordSink sink, CallRecord record, Throwable ex) {
		this.failures.increment();
		long now = this.nanos.getAsLong();
		long next = this.nextLog.get();
		if (now - next >= 0 && this.nextLog.compareAndSet(next, now + LOG_INTERVAL)) {
			logger.error("{} failed on the record of {}; {} failures of sinks so far, logged once a minute",
					sink.getClass().getName(), record.requestId(), this.failures.sum(), ex);
		}
	}

}
