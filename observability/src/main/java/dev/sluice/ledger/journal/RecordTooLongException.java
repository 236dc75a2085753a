package dev.sluice.ledger.journal;

/** A record would be longer than {@link RecordWriter#MAX_PAYLOAD}. */
final class RecordTooLongException extends RuntimeException {

	RecordTooLongException() {
		super("The record is too long", null, false, false);
	}

}
