package dev.sluice.price;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * What was found for the names asked for most, also that nothing was. Callers may invent
 * names: a fixed number is kept, none of them long. Threads share it without a lock; what
 * one overwrites, another finds again.
 *
 * @param <T> what is found, a value that never changes
 */
final class Remembered<T> {

	/** How many names are kept; a power of two. */
	static final int PLACES = 128;

	/** The longest name that is kept. */
	static final int LONGEST = 128;

	private final AtomicReferenceArray<Named<T>> places = new AtomicReferenceArray<>(PLACES);

	/**
	 * What a name stands for.
	 * @param find finds it, without regard to anything else
	 */
	T of(String name, Function<String, T> find) {
		int place = name.hashCode() & (PLACES - 1);
		Named<T> known = this.places.getAcquire(place);
		if (known != null && known.name().equals(name)) {
			return known.value();
		}
		T found = find.apply(name);
		if (name.length() <= LONGEST) {
			this.places.setRelease(place, new Named<>(name, found));
		}
		return found;
	}

	/** Forgets all; not while others ask. */
	void forget() {
		for (int place = 0; place < PLACES; place++) {
			this.places.set(place, null);
		}
	}

	private record Named<T>(String name, T value) {
	}

}
