package dev.sluice.ledger.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What short spans of bytes mean that come again from record to record. Each is made once
 * and shared, as long as no other takes its place. Used by one thread at a time.
 *
 * @param <T> what bytes stand for
 */
final class Recurring<T> {

	private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

	private final List<@Nullable Known<T>> places;

	private final int shift;

	private final int longest;

	/**
	 * Creates an empty one.
	 * @param bits how many are kept, as a power of two
	 * @param longest the bytes of the longest that is kept
	 */
	Recurring(int bits, int longest) {
		this.places = new ArrayList<>(Collections.nCopies(1 << bits, null));
		this.shift = Long.SIZE - bits;
		this.longest = longest;
	}

	/**
	 * What some bytes mean.
	 * @param make makes it from them, and from nothing else
	 */
	T of(byte[] bytes, int start, int length, Supplier<T> make) {
		if (length > this.longest) {
			return make.get();
		}
		int place = place(bytes, start, length);
		Known<T> known = this.places.get(place);
		if (known == null || !known.is(bytes, start, length)) {
			known = new Known<>(Arrays.copyOfRange(bytes, start, start + length), make.get());
			this.places.set(place, known);
		}
		return known.value();
	}

	// The first bits depend on every byte.
	private int place(byte[] bytes, int start, int length) {
		long mixed = length;
		int end = start + length;
		int at = start;
		for (; at <= end - Long.BYTES; at += Long.BYTES) {
			mixed = (mixed ^ Bytes.getLong(bytes, at)) * MIX;
		}
		for (; at < end; at++) {
			mixed = (mixed ^ bytes[at]) * MIX;
		}
		return (int) (mixed >>> this.shift);
	}

	private record Known<T>(byte[] bytes, T value) {

		boolean is(byte[] other, int start, int length) {
			return Arrays.equals(this.bytes, 0, this.bytes.length, other, start, start + length);
		}

	}

}
