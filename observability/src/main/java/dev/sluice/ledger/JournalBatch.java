package dev.sluice.ledger;

import java.util.Collections;
import java.util.List;

/**
 * What the ledger is to book in one transaction.
 *
 * @param attempts in the order of their ends; may be empty although the journal moved on.
 * Each may be made when it is asked for, which any thread may do until the cursor is
 * committed
 * @param next the cursor to store in the same transaction
 */
public record JournalBatch(List<FinishedAttempt> attempts, JournalPosition next) {

	/** Lets nobody change the list. It is not copied, which would make all attempts. */
	public JournalBatch {
		attempts = Collections.unmodifiableList(attempts);
	}

}
