package dev.sluice.admin;

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;

import dev.sluice.call.Caller;
import dev.sluice.call.CallerResolver;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * Tells who calls the administration API, from {@code Authorization: Bearer} or
 * {@code x-api-key} only. A browser sends neither on its own, so no foreign page can act
 * in somebody's name, not even where any key is accepted.
 */
final class AdminIdentity {

	private static final String API_KEY = "x-api-key";

	private final Supplier<@Nullable CallerResolver> resolver;

	AdminIdentity(Supplier<@Nullable CallerResolver> resolver) {
		this.resolver = resolver;
	}

	Mono<Caller> identify(HttpHeaders headers) {
		CallerResolver present = this.resolver.get();
		if (present == null) {
			return Mono.error(new GatewayException(ErrorKind.OVERLOADED,
					"Nobody can be identified: this application has no CallerResolver. Add sluice-filters, or a bean "
							+ "of that type."));
		}
		HttpHeaders credential = credential(headers);
		if (credential.isEmpty()) {
			return Mono.error(unknown());
		}
		origin(headers, credential);
		return present.resolve(credential, null).switchIfEmpty(Mono.error(AdminIdentity::unknown));
	}

	private static HttpHeaders credential(HttpHeaders headers) {
		HttpHeaders credential = new HttpHeaders();
		String authorization = headers.getFirst(HttpHeaders.AUTHORIZATION);
		if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
			credential.set(HttpHeaders.AUTHORIZATION, authorization);
		}
		String key = headers.getFirst(API_KEY);
		if (key != null && !key.isBlank()) {
			credential.set(API_KEY, key);
		}
		return credential;
	}

	// A resolver may have to know whether a page stands behind the request.
	private static void origin(HttpHeaders headers, HttpHeaders to) {
		for (String name : List.of(HttpHeaders.HOST, HttpHeaders.ORIGIN)) {
			String value = headers.getFirst(name);
			if (value != null) {
				to.set(name, value);
			}
		}
	}

	private static GatewayException unknown() {
		return new GatewayException(ErrorKind.UNAUTHENTICATED,
				"Send a key with the right to do this as 'Authorization: Bearer KEY' or 'x-api-key: KEY'.");
	}

}
