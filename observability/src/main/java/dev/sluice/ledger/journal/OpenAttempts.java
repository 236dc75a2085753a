package dev.sluice.ledger.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.sluice.ledger.JournalPosition;
import org.jspecify.annotations.Nullable;

/**
 * Where the openings lie of attempts whose end was not read yet. An opening's segment is
 * needed until its attempt's booking has been committed.
 */
final class OpenAttempts {

	private final Map<UUID, Place> places = new HashMap<>();

	private final Map<Segment, Integer> needed = new HashMap<>();

	private final Deque<Leaving> leaving = new ArrayDeque<>();

	private volatile int size;

	void add(UUID id, Place place) {
		Place before = this.places.put(id, place);
		if (before != null) {
			release(before.segment());
		}
		this.needed.merge(place.segment(), 1, Integer::sum);
		this.size = this.places.size();
	}

	boolean contains(UUID id) {
		return this.places.containsKey(id);
	}

	/** Moves an opening to where it was carried. */
	void move(UUID id, Place place, JournalPosition after) {
		Place before = remove(id, after);
		if (before != null) {
			add(id, place);
		}
	}

	/**
	 * Removes an attempt whose end was read.
	 * @param after its segment is needed until this is committed
	 * @return where its opening lies, or null when it is not open
	 */
	@Nullable Place remove(UUID id, JournalPosition after) {
		Place place = this.places.remove(id);
		if (place != null) {
			this.leaving.addLast(new Leaving(after, place.segment()));
			this.size = this.places.size();
		}
		return place;
	}

	/** Removes all, in the order of their openings. */
	List<Place> removeAll(JournalPosition after) {
		List<Place> all = this.places.values().stream().sorted().toList();
		all.forEach((place) -> this.leaving.addLast(new Leaving(after, place.segment())));
		this.places.clear();
		this.size = 0;
		return all;
	}

	void committed(JournalPosition cursor) {
		while (!this.leaving.isEmpty() && this.leaving.getFirst().after().compareTo(cursor) <= 0) {
			release(this.leaving.removeFirst().segment());
		}
	}

	boolean needs(Segment segment) {
		return this.needed.containsKey(segment);
	}

	/** The openings in a segment. */
	List<Place> in(Segment segment) {
		List<Place> found = new ArrayList<>();
		this.places.values().stream().filter((place) -> place.segment() == segment).forEach(found::add);
		return found;
	}

	/** How many are open; may be asked from any thread. */
	int size() {
		return this.size;
	}

	private void release(Segment segment) {
		this.needed.computeIfPresent(segment, (key, count) -> (count > 1) ? count - 1 : null);
	}

	/**
	 * Where an opening lies.
	 *
	 * @param segment its segment
	 * @param offset its offset
	 */
	record Place(Segment segment, int offset) implements Comparable<Place> {

		@Override
		public int compareTo(Place other) {
			return position().compareTo(other.position());
		}

		JournalPosition position() {
			return new JournalPosition(this.segment.number(), this.offset);
		}

	}

	private record Leaving(JournalPosition after, Segment segment) {
	}

}
