package dev.sluice.ledger;

import java.util.AbstractList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The rows of a batch. Each is made when it is asked for, and so is gone before the next
 * collection: all of them at once would be copied by it.
 */
final class LedgerRows extends AbstractList<@Nullable Object[]> {

	private final BatchTexts texts = new BatchTexts();

	private final List<FinishedAttempt> attempts;

	private final String node;

	LedgerRows(List<FinishedAttempt> attempts, String node) {
		this.attempts = attempts;
		this.node = node;
	}

	@Override
	public @Nullable Object[] get(int index) {
		return LedgerRow.of(this.attempts.get(index), this.node, this.texts);
	}

	@Override
	public int size() {
		return this.attempts.size();
	}

}
