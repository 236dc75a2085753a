package dev.sluice.wire;

/** The text that the inside of JSON strings means. */
final class JsonText {

	private static final int UNICODE = 4;

	private JsonText() {
	}

	/**
	 * Resolves escapes. One that is cut off at the end, or wrong, is left as it stands.
	 */
	static String unescape(String json) {
		int escape = json.indexOf('\\');
		if (escape < 0) {
			return json;
		}
		StringBuilder text = new StringBuilder(json.length());
		int at = 0;
		while (escape >= 0 && escape + 1 < json.length()) {
			text.append(json, at, escape);
			char kind = json.charAt(escape + 1);
			int code = (kind == 'u') ? unicode(json, escape + 2) : -1;
			text.append((code >= 0) ? (char) code : plain(kind));
			at = escape + 2 + ((code >= 0) ? UNICODE : 0);
			escape = json.indexOf('\\', at);
		}
		return text.append(json, at, json.length()).toString();
	}

	private static char plain(char kind) {
		return switch (kind) {
			case 'n' -> '\n';
			case 't' -> '\t';
			case 'r' -> '\r';
			case 'b' -> '\b';
			case 'f' -> '\f';
			default -> kind;
		};
	}

	private static int unicode(String json, int from) {
		if (from + UNICODE > json.length()) {
			return -1;
		}
		int code = 0;
		for (int at = from; at < from + UNICODE; at++) {
			int digit = Character.digit(json.charAt(at), 16);
			if (digit < 0) {
				return -1;
			}
			code = code * 16 + digit;
		}
		return code;
	}

}
