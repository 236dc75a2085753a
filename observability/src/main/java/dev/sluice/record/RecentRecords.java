package dev.sluice.record;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The latest records of this node, in memory and bounded; the oldest give way. Positions
 * grow with time, also across restarts, so a position from an earlier run reads as older
 * than all records of this one.
 */
public final class RecentRecords implements CallRecordSink {

	private static final long POSITIONS_PER_MILLI = 1_000;

	private final @Nullable AtomicReferenceArray<@Nullable Entry> entries;

	private final AtomicLong next;

	/**
	 * Creates an empty memory.
	 * @param capacity how many records are kept; 0 keeps none
	 * @param startMillis the time of this run's start, from which positions count
	 */
	public RecentRecords(int capacity, long startMillis) {
		this.entries = (capacity > 0) ? new AtomicReferenceArray<>(capacity) : null;
		this.next = new AtomicLong(startMillis * POSITIONS_PER_MILLI);
	}

	@Override
	public void accept(CallRecord record) {
		if (this.entries != null) {
			long position = this.next.getAndIncrement();
			this.entries.set((int) (position % this.entries.length()), new Entry(position, record));
		}
	}

	/**
	 * Reads backwards in time.
	 * @param position only records before it; {@link Long#MAX_VALUE} for the newest
	 * @param limit how many at most
	 * @param filter which ones
	 * @return records, newest first
	 */
	public List<Entry> before(long position, int limit, Predicate<CallRecord> filter) {
		List<Entry> found = new ArrayList<>(Math.min(limit, 100));
		if (this.entries != null) {
			long newest = Math.min(position, this.next.get()) - 1;
			long oldest = this.next.get() - this.entries.length();
			for (long at = newest; at >= oldest && found.size() < limit; at--) {
				Entry entry = this.entries.get((int) (at % this.entries.length()));
				if (entry != null && entry.position() == at && filter.test(entry.record())) {
					found.add(entry);
				}
			}
		}
		return found;
	}

	/**
	 * A record and its place in time.
	 *
	 * @param position grows from record to record
	 * @param record the record
	 */
	public record Entry(long position, CallRecord record) {
	}

}
