package dev.sluice.predicate;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ClientCall;

/**
 * A wish of the caller that may stand in the query or in a header.
 *
 * @param parameter the query parameter, which counts first
 * @param header the header
 */
record Pin(String parameter, String header) {

	/**
	 * Reads the wish.
	 * @param call the call
	 * @return its first value, or null when neither place has one
	 */
	@Nullable String find(ClientCall call) {
		String value = inQuery(call.rawQuery());
		return (value != null) ? value : present(call.headers().getFirst(this.header));
	}

	private @Nullable String inQuery(@Nullable String query) {
		int start = 0;
		while (query != null && start < query.length()) {
			int end = query.indexOf('&', start);
			end = (end < 0) ? query.length() : end;
			int value = start + this.parameter.length() + 1;
			if (value < end && query.charAt(value - 1) == '=' && query.startsWith(this.parameter, start)) {
				return decoded(query.substring(value, end));
			}
			start = end + 1;
		}
		return null;
	}

	private static String decoded(String value) {
		try {
			return URLDecoder.decode(value, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			// A broken escape is no name that exists; it is compared as it stands.
			return value;
		}
	}

	static @Nullable String present(@Nullable String value) {
		return (value == null || value.isBlank()) ? null : value.trim();
	}

}
