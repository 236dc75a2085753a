package dev.sluice.auth;

import reactor.core.publisher.Mono;

/** Where keys are found. */
public interface KeyStore {

	/**
	 * Finds the key that a client sent.
	 * @param digest the SHA-256 of what was sent
	 * @return the key, or empty when none is known
	 */
	Mono<StoredKey> findByDigest(KeyDigest digest);

	/**
	 * Finds a key by the part of it that may be shown.
	 * @param publicId the public id
	 * @return the key, or empty when none is known
	 */
	Mono<StoredKey> findById(String publicId);

}
