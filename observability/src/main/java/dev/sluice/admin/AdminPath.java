package dev.sluice.admin;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * The part of the path space that belongs to the administration API. It compares the path
 * as sent, so there is one spelling of each path and nothing to normalize: a spelling
 * that some proxy might read otherwise is refused inside the base path, and is somebody
 * else's outside it.
 */
final class AdminPath {

	private static final Pattern BASE = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

	private static final List<String> AMBIGUOUS = List.of(";", "\\", "//", "%2f", "%5c", "%2e", "%3b", "%25", "%0",
			"%1", "%7f");

	private final String base;

	private final String below;

	AdminPath(String base) {
		if (!BASE.matcher(base).matches()) {
			throw new IllegalArgumentException("sluice.admin.base-path is '" + base
					+ "'; set a path such as /admin/api/v1, without a trailing slash.");
		}
		this.base = base;
		this.below = base + "/";
	}

	boolean owns(String rawPath) {
		return rawPath.startsWith(this.base)
				&& (rawPath.length() == this.base.length() || rawPath.startsWith(this.below));
	}

	/** The path behind the base path. */
	String relative(String rawPath) {
		String relative = rawPath.substring(this.base.length());
		String lower = relative.toLowerCase(Locale.ROOT);
		if (AMBIGUOUS.stream().anyMatch(lower::contains) || hasDotSegment(relative)) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"This path can be read in more than one way. Send it without dot segments, double slashes, "
							+ "semicolons, and encoded slashes, dots, percent signs or control characters.");
		}
		return relative.isEmpty() ? "/" : relative;
	}

	private static boolean hasDotSegment(String path) {
		return path.contains("/./") || path.contains("/../") || path.endsWith("/.") || path.endsWith("/..");
	}

}
