package dev.sluice.call;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The decisions taken on one call, in order and bounded. Used by one thread at a time, as
 * the signals of one call are.
 */
public final class DecisionNotes {

	static final int LIMIT = 64;

	private @Nullable List<DecisionNote> notes;

	/**
	 * Adds a note; beyond 64 they are dropped.
	 * @param stage who decided
	 * @param decision what was decided
	 * @param detail why
	 */
	public void add(String stage, String decision, String detail) {
		List<DecisionNote> list = this.notes;
		if (list == null) {
			list = new ArrayList<>(4);
			this.notes = list;
		}
		if (list.size() < LIMIT) {
			list.add(new DecisionNote(stage, decision, detail));
		}
	}

	/**
	 * How many notes there are.
	 * @return the number, for {@link #details(int, String, String)}
	 */
	public int size() {
		return (this.notes != null) ? this.notes.size() : 0;
	}

	/**
	 * The details of later notes of one kind.
	 * @param from the first note to look at
	 * @param stage who decided
	 * @param decision what was decided
	 * @return the details, in order
	 */
	public List<String> details(int from, String stage, String decision) {
		List<DecisionNote> list = this.notes;
		if (list == null || list.size() <= from) {
			return List.of();
		}
		return list.subList(from, list.size())
			.stream()
			.filter((note) -> note.stage().equals(stage) && note.decision().equals(decision))
			.map(DecisionNote::detail)
			.toList();
	}

	/**
	 * The notes so far.
	 * @return an immutable copy
	 */
	public List<DecisionNote> list() {
		return (this.notes != null) ? List.copyOf(this.notes) : List.of();
	}

}
