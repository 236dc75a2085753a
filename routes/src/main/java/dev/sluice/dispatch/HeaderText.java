package dev.sluice.dispatch;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A client's words as the value of a header: letters, digits and the signs that model
 * names are made of stay, the rest is percent-encoded, and what is too long is cut.
 */
final class HeaderText {

	private static final int LONGEST = 200;

	private static final String SIGNS = "-._~/:@+,=";

	private static final HexFormat HEX = HexFormat.of().withUpperCase();

	private HeaderText() {
	}

	static String of(String text) {
		int length = text.length();
		if (length > LONGEST) {
			return escaped(text.substring(0, LONGEST)) + "...";
		}
		for (int i = 0; i < length; i++) {
			if (!plain(text.charAt(i))) {
				return escaped(text);
			}
		}
		return text;
	}

	private static String escaped(String text) {
		StringBuilder escaped = new StringBuilder(text.length() + 16);
		for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
			if (plain((char) (b & 0xff))) {
				escaped.append((char) b);
			}
			else {
				escaped.append('%').append(HEX.toHexDigits(b));
			}
		}
		return escaped.toString();
	}

	private static boolean plain(char c) {
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || SIGNS.indexOf(c) >= 0;
	}

}
