package dev.sluice.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Texts that clients and providers choose, as every database takes them: not too long,
 * without NUL and without half a character at the end. What the database refuses would
 * have to be set aside.
 */
final class LedgerText {

	private LedgerText() {
	}

	static String of(String value, int most) {
		String text = (value.length() > most) ? value.substring(0, end(value, most)) : value;
		return (text.indexOf('\0') >= 0) ? text.replace('\0', ' ') : text;
	}

	static @Nullable String maybe(@Nullable String value, int most) {
		return (value != null) ? of(value, most) : null;
	}

	private static int end(String value, int most) {
		return Character.isHighSurrogate(value.charAt(most - 1)) ? most - 1 : most;
	}

}
