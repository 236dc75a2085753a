package dev.sluice.resolve;

import org.jspecify.annotations.Nullable;

/**
 * A place that may serve a call, before anybody checked that it can.
 *
 * @param provider the provider's name
 * @param model the model as the provider calls it, or null
 */
record Candidate(String provider, @Nullable String model) {
}
