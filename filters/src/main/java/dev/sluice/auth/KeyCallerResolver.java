package dev.sluice.auth;

import java.time.Clock;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;

import dev.sluice.call.Caller;
import dev.sluice.call.CallerResolver;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * Tells callers by their keys. Whoever sends a wrong key, a switched-off or an expired
 * one gets the same answer as one who made it up.
 */
final class KeyCallerResolver implements CallerResolver {

	private static final Mono<Caller> UNKNOWN = Mono
		.error(() -> new GatewayException(ErrorKind.UNAUTHENTICATED, "This key is not valid. " + Credentials.ACCEPTED));

	private static final Mono<Caller> MISSING = Mono.error(
			() -> new GatewayException(ErrorKind.UNAUTHENTICATED, "This call carries no key. " + Credentials.ACCEPTED));

	/** Longer texts are no keys, and not worth digesting. */
	private static final int LONGEST = 512;

	private final KeyStore keys;

	private final AdminKey adminKey;

	private final Clock clock;

	private final @Nullable OpenMode open;

	KeyCallerResolver(KeyStore keys, AdminKey adminKey, Clock clock, @Nullable OpenMode open) {
		this.keys = keys;
		this.adminKey = adminKey;
		this.clock = clock;
		this.open = open;
	}

	@Override
	public Mono<Caller> resolve(HttpHeaders headers, @Nullable String rawQuery) {
		String key;
		try {
			key = Credentials.find(headers, rawQuery);
		}
		catch (GatewayException ex) {
			return Mono.error(ex);
		}
		if (key == null) {
			return (this.open != null) ? this.open.caller(headers) : MISSING;
		}
		return lookUp(key).switchIfEmpty((this.open != null) ? this.open.caller(headers) : UNKNOWN);
	}

	private Mono<Caller> lookUp(String key) {
		if (key.length() > LONGEST) {
			return Mono.empty();
		}
		KeyDigest digest = KeyDigest.of(key);
		if (this.adminKey.matches(digest)) {
			return Mono.just(AdminKey.CALLER);
		}
		if (key.startsWith(ApiKeys.PREFIX) && ApiKeys.parse(key) == null) {
			return Mono.empty();
		}
		return this.keys.findByDigest(digest).filter(stored -> stored.usable(this.clock)).map(StoredKey::caller);
	}

}
