package dev.sluice.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text into the tokens of the simulated provider. Together they are the text.
 */
final class Tokenizer {

	private static final int PIECE = 8;

	private static final int CHARACTERS_A_TOKEN = 4;

	private Tokenizer() {
	}

	/**
	 * One word a token, with the blank before it.
	 */
	static List<String> words(String text) {
		List<String> words = new ArrayList<>();
		int from = 0;
		for (int i = 1; i < text.length(); i++) {
			if (text.charAt(i) == ' ') {
				words.add(text.substring(from, i));
				from = i;
			}
		}
		words.add(text.substring(from));
		return words;
	}

	/**
	 * Eight characters a token, for JSON.
	 */
	static List<String> pieces(String text) {
		List<String> pieces = new ArrayList<>();
		int from = 0;
		while (from < text.length()) {
			int to = Math.min(from + PIECE, text.length());
			if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
				to++;
			}
			pieces.add(text.substring(from, to));
			from = to;
		}
		return pieces;
	}

	/**
	 * Counts input: a token for each four characters, one at least.
	 */
	static int count(String text) {
		return Math.max(1, (text.length() + CHARACTERS_A_TOKEN - 1) / CHARACTERS_A_TOKEN);
	}

}
