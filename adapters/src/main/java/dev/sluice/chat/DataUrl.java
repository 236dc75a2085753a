package dev.sluice.chat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/** Takes {@code data:} URLs apart as clients really write them. */
final class DataUrl {

	private static final String SCHEME = "data:";

	private DataUrl() {
	}

	static boolean is(String url) {
		return url.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
	}

	static Source read(String url) {
		int comma = url.indexOf(',');
		if (comma < 0) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"A data: URL needs a comma between its media type and its content.");
		}
		String header = url.substring(SCHEME.length(), comma).toLowerCase(Locale.ROOT);
		int end = header.indexOf(';');
		String told = ((end < 0) ? header : header.substring(0, end)).trim();
		String base64 = header.endsWith(";base64") ? standard(url, comma + 1) : encode(url.substring(comma + 1));
		String seen = magic(base64);
		String type = (seen != null) ? seen : told.isEmpty() ? null : told.equals("image/jpg") ? "image/jpeg" : told;
		return new Source(Source.Kind.BASE64, base64, type);
	}

	private static String encode(String text) {
		String plain = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
		return Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
	}

	private static String standard(String url, int from) {
		int clean = from;
		while (clean < url.length() && isStandard(url.charAt(clean))) {
			clean++;
		}
		if (clean == url.length() && (clean - from) % 4 == 0) {
			return url.substring(from);
		}
		StringBuilder standard = new StringBuilder(url.length() - from + 3);
		for (int i = from; i < url.length(); i++) {
			char c = url.charAt(i);
			if (c > ' ' && c != '=') {
				standard.append((c == '-') ? '+' : (c == '_') ? '/' : c);
			}
		}
		while (standard.length() % 4 != 0) {
			standard.append('=');
		}
		return standard.toString();
	}

	private static boolean isStandard(char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/'
				|| c == '=';
	}

	private static @Nullable String magic(String base64) {
		if (base64.startsWith("iVBORw0KGgo")) {
			return "image/png";
		}
		if (base64.startsWith("/9j/")) {
			return "image/jpeg";
		}
		if (base64.startsWith("R0lGOD")) {
			return "image/gif";
		}
		if (base64.startsWith("UklGR") && base64.startsWith("XRUJQ", 11)) {
			return "image/webp";
		}
		return base64.startsWith("JVBERi") ? "application/pdf" : null;
	}

}
