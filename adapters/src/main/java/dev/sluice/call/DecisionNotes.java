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
	 * The notes so far.
	 * @return an immutable copy
	 */
	public List<DecisionNote> list() {
		return (this.notes != null) ? List.copyOf(this.notes) : List.of();
	}

}
