package dev.sluice.declare;

/**
 * A route file before it is read.
 *
 * @param name how problems call it
 * @param yaml the text
 */
record SourceText(String name, String yaml) {
}
