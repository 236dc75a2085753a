package dev.sluice.chat;

import org.jspecify.annotations.Nullable;

/**
 * A mark behind which a provider may cache the prompt up to there.
 *
 * @param ttl how long, such as {@code 5m} or {@code 1h}, or null for the provider's usual
 */
public record CacheMark(@Nullable String ttl) {
}
