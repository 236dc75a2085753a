package dev.sluice.record;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * The latest elements of many writers for one reader: bounded, without locks, the oldest
 * element giving way to a new one.
 *
 * @param <T> the element type
 */
final class LatestRing<T> {

	private final AtomicReferenceArray<@Nullable Slot<T>> slots;

	private final AtomicLong tail = new AtomicLong();

	private volatile long head;

	private volatile long skipped;

	LatestRing(int capacity) {
		this.slots = new AtomicReferenceArray<>(capacity);
	}

	void add(T value) {
		long position = this.tail.getAndIncrement();
		// A writer that was overtaken by a whole lap must not put its element back.
		this.slots.accumulateAndGet(index(position), new Slot<>(position, value), LatestRing::newer);
	}

	/** Takes the oldest element, or null when none is complete. For the reader only. */
	@Nullable T poll() {
		while (true) {
			skipOverwritten();
			long position = this.head;
			Slot<T> slot = this.slots.get(index(position));
			if (slot == null || slot.position() < position) {
				return null;
			}
			if (slot.position() == position) {
				this.head = position + 1;
				this.slots.compareAndSet(index(position), slot, null);
				return slot.value();
			}
		}
	}

	/** Elements that gave way before they were taken. */
	long dropped() {
		return this.skipped + Math.max(0, this.tail.get() - this.head - this.slots.length());
	}

	private void skipOverwritten() {
		long oldest = this.tail.get() - this.slots.length();
		long position = this.head;
		if (position < oldest) {
			this.head = oldest;
			this.skipped = this.skipped + oldest - position;
		}
	}

	private int index(long position) {
		return (int) (position % this.slots.length());
	}

	private static <T> Slot<T> newer(@Nullable Slot<T> present, @Nullable Slot<T> added) {
		if (added == null || (present != null && present.position() > added.position())) {
			return Objects.requireNonNull(present);
		}
		return added;
	}

	private record Slot<T>(long position, T value) {
	}

}
