package dev.sluice.provider;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/** The client's query without what is meant for the gateway, and without credentials. */
public final class UpstreamQuery {

	private static final Set<String> OURS = Set.of("provider", "tier", "key", "api_key", "api-key", "access_token");

	private UpstreamQuery() {
	}

	/**
	 * What goes upstream of a query.
	 * @param rawQuery the query as received, or null
	 * @return a question mark and the parameters that remain, as they were written; empty
	 * when none does
	 */
	public static String of(@Nullable String rawQuery) {
		if (rawQuery == null || rawQuery.isEmpty()) {
			return "";
		}
		StringBuilder rest = new StringBuilder(rawQuery.length() + 1);
		int start = 0;
		while (start <= rawQuery.length()) {
			int end = rawQuery.indexOf('&', start);
			end = (end != -1) ? end : rawQuery.length();
			if (end > start && !isOurs(rawQuery, start, end)) {
				rest.append(rest.isEmpty() ? '?' : '&').append(rawQuery, start, end);
			}
			start = end + 1;
		}
		return rest.toString();
	}

	private static boolean isOurs(String query, int start, int end) {
		int equals = query.indexOf('=', start);
		String name = query.substring(start, (equals != -1 && equals < end) ? equals : end);
		return OURS.contains(decoded(name).toLowerCase(Locale.ROOT));
	}

	/** Names are compared decoded, or an escaped letter would hide a credential. */
	private static String decoded(String name) {
		if (name.indexOf('%') == -1) {
			return name;
		}
		try {
			return StringUtils.uriDecode(name, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return "key";
		}
	}

}
