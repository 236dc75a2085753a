package dev.sluice.ledger;

import java.util.UUID;

import dev.sluice.call.Outcome;

/**
 * How an attempt ended and what it did cost.
 *
 * @param id the id of its {@link AttemptOpened}
 * @param outcome the end, the tokens and the model that served
 * @param costNanos its cost in nano-dollars, rounded once
 * @param baselineNanos what the requested model costs at its official price for the same
 * tokens, in nano-dollars; -1 when that price is not known
 * @param firstContentNanos time from sending to the first content byte, or -1
 * @param totalNanos time from sending to the end
 */
public record AttemptClosed(UUID id, Outcome outcome, long costNanos, long baselineNanos, long firstContentNanos,
		long totalNanos) {
}
