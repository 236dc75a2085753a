package dev.sluice.chat;

/**
 * A request in a provider's dialect.
 *
 * @param body its bytes
 * @param dropped what could not be carried over
 * @param reversal what was bent to fit and must be bent back in the answer
 */
public record WrittenRequest(byte[] body, Dropped dropped, Reversal reversal) {
}
