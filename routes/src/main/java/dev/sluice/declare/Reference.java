package dev.sluice.declare;

/**
 * A word of a route file, and where it stands.
 *
 * @param place where
 * @param text the word
 */
record Reference(Place place, String text) {
}
