package dev.sluice.ledger;

import java.util.List;

import dev.sluice.store.BulkRows;
import dev.sluice.store.RowValues;

/**
 * The rows of a batch and, since each attempt is read from the journal for its row, what
 * they cost. Each row is made when it is asked for, and so is gone before the next
 * collection: all of them at once would be copied by it.
 */
final class LedgerRows implements BulkRows {

	private final BatchTexts texts = new BatchTexts();

	private final List<FinishedAttempt> attempts;

	private final String node;

	private final BatchCosts.Sum costs = new BatchCosts.Sum();

	private int counted;

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
		FinishedAttempt attempt = this.attempts.get(index);
		// A row may be asked for again, but is paid for once.
		if (index == this.counted) {
			this.counted++;
			this.costs.add(attempt);
		}
		new LedgerRow(into, this.texts).write(attempt, this.node);
	}

	/**
	 * What the attempts cost, once all rows have been made in their order.
	 * @throws IllegalStateException before that
	 */
	BatchCosts costs() {
		if (this.counted != this.attempts.size()) {
			throw new IllegalStateException("Of " + this.attempts.size() + " rows only " + this.counted + " are made");
		}
		return this.costs.costs();
	}

}
