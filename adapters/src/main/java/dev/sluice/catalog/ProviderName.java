package dev.sluice.catalog;

import java.util.Locale;

/** What a provider may be called. */
public final class ProviderName {

	/** The rule, to be put behind what broke it. */
	public static final String RULE = "must be made of letters, digits, '.', '_' and '-', beginning with a letter "
			+ "or digit, and at most 64 long.";

	private static final int LONGEST = 64;

	private ProviderName() {
	}

	/**
	 * Whether a text can be the name of a provider.
	 * @param name the text
	 * @return false for everything that could be mistaken for a path
	 */
	public static boolean isValid(String name) {
		if (name.isEmpty() || name.length() > LONGEST || !isWord(name.charAt(0))) {
			return false;
		}
		for (int index = 1; index < name.length(); index++) {
			char letter = name.charAt(index);
			if (!isWord(letter) && letter != '.' && letter != '_' && letter != '-') {
				return false;
			}
		}
		return true;
	}

	/**
	 * The first part of the environment variables of a provider: {@code acme-ai} gives
	 * {@code ACME_AI}.
	 */
	static String inEnvironment(String name) {
		return name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
	}

	private static boolean isWord(char letter) {
		return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
	}

}
