package dev.sluice.auth;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.util.StringUtils;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/** Finds the one credential that a request carries. */
final class Credentials {

	static final String ACCEPTED = "Send a key as 'Authorization: Bearer KEY', 'x-api-key', 'x-goog-api-key' or "
			+ "'api-key'.";

	/** In order of precedence; Authorization comes behind them. */
	private static final List<String> KEY_HEADERS = List.of("x-api-key", "x-goog-api-key", "api-key");

	private static final String BEARER = "Bearer ";

	private Credentials() {
	}

	/**
	 * Reads the credential.
	 * @return the key as sent, or null when there is none
	 * @throws GatewayException when one header is there twice
	 */
	static @Nullable String find(HttpHeaders headers, @Nullable String rawQuery) {
		String bearer = single(headers, HttpHeaders.AUTHORIZATION);
		for (String header : KEY_HEADERS) {
			String key = single(headers, header);
			if (key != null && !key.isBlank()) {
				return key.strip();
			}
		}
		if (bearer != null && bearer.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
			String key = bearer.substring(BEARER.length()).strip();
			return key.isEmpty() ? null : key;
		}
		return (rawQuery != null) ? fromQuery(rawQuery) : null;
	}

	private static @Nullable String single(HttpHeaders headers, String name) {
		List<String> values = headers.get(name);
		if (values == null || values.isEmpty()) {
			return null;
		}
		if (values.size() > 1) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"The header '" + name + "' is there more than once. Send one credential.");
		}
		return values.get(0);
	}

	private static @Nullable String fromQuery(String rawQuery) {
		int at = rawQuery.startsWith("key=") ? 0 : rawQuery.indexOf("&key=") + 1;
		if (at == 0 && !rawQuery.startsWith("key=")) {
			return null;
		}
		int end = rawQuery.indexOf('&', at);
		String value = rawQuery.substring(at + 4, (end < 0) ? rawQuery.length() : end);
		try {
			return value.isEmpty() ? null : StringUtils.uriDecode(value, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
