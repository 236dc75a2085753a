package dev.sluice.auth;

import java.util.Optional;

import dev.sluice.call.Secret;

/**
 * The admin key that was made because none is configured, for the one who starts the
 * gateway to read once.
 *
 * @param key the key, or empty when {@code SLUICE_ADMIN_KEY} is set
 */
public record FirstKey(Optional<Secret> key) {
}
