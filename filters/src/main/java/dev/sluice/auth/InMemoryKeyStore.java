package dev.sluice.auth;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import reactor.core.publisher.Mono;

/** Keys that are known from the start, such as those of the configuration. */
public final class InMemoryKeyStore implements KeyStore {

	private final Map<KeyDigest, Mono<StoredKey>> byDigest = new HashMap<>();

	private final Map<String, Mono<StoredKey>> byId = new HashMap<>();

	/**
	 * Creates a store.
	 * @param keys all keys
	 * @throws IllegalArgumentException when two keys share an id or a hash
	 */
	public InMemoryKeyStore(Collection<StoredKey> keys) {
		for (StoredKey key : keys) {
			if (this.byId.put(key.publicId(), Mono.just(key)) != null) {
				throw new IllegalArgumentException("two keys have the id '" + key.publicId() + "'; give each its own");
			}
			if (this.byDigest.put(key.digest(), Mono.just(key)) != null) {
				throw new IllegalArgumentException(
						"the hash of key '" + key.publicId() + "' is that of another key, too; remove one of them");
			}
		}
	}

	boolean isEmpty() {
		return this.byId.isEmpty();
	}

	@Override
	public Mono<StoredKey> findByDigest(KeyDigest digest) {
		return this.byDigest.getOrDefault(digest, Mono.empty());
	}

	@Override
	public Mono<StoredKey> findById(String publicId) {
		return this.byId.getOrDefault(publicId, Mono.empty());
	}

}
