package dev.sluice.call;

/**
 * One decision on a call's way, kept in its record.
 *
 * @param stage who decided, such as {@code resolve} or {@code dispatch}
 * @param decision what was decided, in one word
 * @param detail why, without prompt text or secrets
 */
public record DecisionNote(String stage, String decision, String detail) {
}
