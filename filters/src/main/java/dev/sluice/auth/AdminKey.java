package dev.sluice.auth;

import java.util.Set;

import dev.sluice.call.Caller;
import dev.sluice.call.Permission;

/** The key that may change the gateway; its digest only. */
final class AdminKey {

	static final Caller CALLER = new Caller(Caller.DEFAULT_TENANT, "admin", Set.of(Permission.values()), null,
			Set.of());

	/** Shorter ones can be guessed by whoever reaches the port. */
	static final int SHORTEST = 32;

	private final KeyDigest digest;

	AdminKey(String key) {
		this.digest = KeyDigest.of(key);
	}

	boolean matches(KeyDigest sent) {
		return this.digest.equals(sent);
	}

}
