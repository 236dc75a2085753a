package dev.sluice.auth;

import java.time.Clock;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Caller;

/**
 * What is kept of one key.
 *
 * @param publicId what may be shown and logged
 * @param digest the SHA-256 of the whole key
 * @param name what people call it
 * @param caller whom it identifies
 * @param enabled whether it may be used
 * @param expiresAt from when on it is refused, or null for never
 */
public record StoredKey(String publicId, KeyDigest digest, String name, Caller caller, boolean enabled,
		@Nullable Instant expiresAt) {

	/**
	 * Whether the key may be used now.
	 * @param clock tells the time
	 * @return false when it is switched off or has expired
	 */
	public boolean usable(Clock clock) {
		return this.enabled && (this.expiresAt == null || clock.instant().isBefore(this.expiresAt));
	}

}
