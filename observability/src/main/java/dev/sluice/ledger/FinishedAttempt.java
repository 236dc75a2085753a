package dev.sluice.ledger;

import org.jspecify.annotations.Nullable;

/**
 * An attempt whose end is known, or which a crash has left open.
 *
 * @param opened what was written down before it was sent
 * @param closed how it ended; null when the process died first, so that it is unknown and
 * to be booked at its hold
 */
public record FinishedAttempt(AttemptOpened opened, @Nullable AttemptClosed closed) {
}
