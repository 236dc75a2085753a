package dev.sluice.call;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;

/**
 * Tells who calls, from the headers alone and before a byte of the body is read.
 */
@FunctionalInterface
public interface CallerResolver {

	/**
	 * Identifies a caller.
	 * @param headers the request's headers; {@code Authorization: Bearer}, {@code
	 * x-api-key} and {@code x-goog-api-key} carry credentials
	 * @param rawQuery the query, whose {@code key} parameter Gemini clients use, or null
	 * @return the caller, or an error of a {@link GatewayException} of kind
	 * {@link ErrorKind#UNAUTHENTICATED}
	 */
	Mono<Caller> resolve(HttpHeaders headers, @Nullable String rawQuery);

}
