package dev.sluice.resolve;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/** Reads one parameter of a raw query. */
final class QueryParameter {

	private QueryParameter() {
	}

	/** The first value of that name, decoded, or null. */
	static @Nullable String find(@Nullable String rawQuery, String name) {
		if (rawQuery == null) {
			return null;
		}
		int start = 0;
		while (start < rawQuery.length()) {
			int end = rawQuery.indexOf('&', start);
			end = (end != -1) ? end : rawQuery.length();
			int value = start + name.length() + 1;
			if (value <= end && rawQuery.startsWith(name, start) && rawQuery.charAt(value - 1) == '=') {
				return decoded(rawQuery.substring(value, end), name);
			}
			start = end + 1;
		}
		return null;
	}

	private static String decoded(String value, String name) {
		try {
			return StringUtils.uriDecode(value, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"The query parameter '" + name + "' is not properly percent-encoded. Correct it.")
				.param(name);
		}
	}

}
