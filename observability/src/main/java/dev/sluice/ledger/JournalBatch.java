package dev.sluice.ledger;

import java.util.List;

/**
 * What the ledger is to book in one transaction.
 *
 * @param attempts in the order of their ends; may be empty although the journal moved on
 * @param next the cursor to store in the same transaction
 */
public record JournalBatch(List<FinishedAttempt> attempts, JournalPosition next) {

	/** Fixes the contents. */
	public JournalBatch {
		attempts = List.copyOf(attempts);
	}

}
