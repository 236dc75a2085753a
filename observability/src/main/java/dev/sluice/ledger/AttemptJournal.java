package dev.sluice.ledger;

import java.util.UUID;

/**
 * The node's own durable record of its attempts. Written before the money leaves; what is
 * in it reaches the ledger exactly once, whatever crashes. No method blocks. Each opened
 * attempt gets exactly one of {@link #closed} and {@link #voided}.
 */
public interface AttemptJournal {

	/**
	 * Writes an attempt down before its bytes leave.
	 * @param attempt what is about to be sent
	 * @throws dev.sluice.call.GatewayException of kind {@code BUDGET_UNAVAILABLE} when it
	 * cannot be written, or {@code INVALID_REQUEST} when what the client said about the
	 * call is too long: the attempt must not be sent
	 */
	void opened(AttemptOpened attempt);

	/**
	 * Writes down how an attempt ended. There is always room for it.
	 * @param attempt what it did cost
	 */
	void closed(AttemptClosed attempt);

	/**
	 * Writes down that nothing was sent: the attempt leaves no row.
	 * @param id the id of its {@link AttemptOpened}
	 */
	void voided(UUID id);

}
