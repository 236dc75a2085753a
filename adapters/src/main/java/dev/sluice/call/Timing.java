package dev.sluice.call;

/**
 * How long one attempt took.
 *
 * @param firstContentNanos time from sending to the first content byte, or -1
 * @param totalNanos time from sending to the end
 */
public record Timing(long firstContentNanos, long totalNanos) {
}
