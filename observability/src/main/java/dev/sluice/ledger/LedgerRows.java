package dev.sluice.ledger;

import java.util.List;

import dev.sluice.store.BulkRows;
import dev.sluice.store.RowValues;

/**
 * The rows of a batch. Each is made when it is asked for, and so is gone before the next
 * collection: all of them at once would be copied by it.
 */
final class LedgerRows implements BulkRows {

	private final BatchTexts texts = new BatchTexts();

	private final List<FinishedAttempt> attempts;

	private final String node;

	LedgerRows(List<FinishedAttempt> attempts, String node) {
		this.attempts = attempts;
		this.node = node;
	}

	@Override
	public int size() {
		return this.attempts.size();
	}

	@Override
	public void row(int index, RowValues into) {
		new LedgerRow(into, this.texts).write(this.attempts.get(index), this.node);
	}

}
