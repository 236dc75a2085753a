package dev.sluice.chat;

import java.util.HashMap;
import java.util.Map;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * The names of tools as the target takes them. One that is not legal there is replaced,
 * which {@link Reversal} undoes in the answer. Used by one translation.
 */
public final class Names {

	private final int longest;

	private final boolean letterFirst;

	private final Reversal reversal;

	private final Map<String, String> sent = new HashMap<>();

	private final Map<String, String> taken = new HashMap<>();

	/**
	 * Begins without names.
	 * @param longest how many characters the target takes
	 * @param reversal told of every replacement
	 */
	public Names(int longest, Reversal reversal) {
		this(longest, false, reversal);
	}

	/**
	 * Begins without names.
	 * @param longest how many characters the target takes
	 * @param letterFirst whether the first must be a letter or an underscore
	 * @param reversal told of every replacement
	 */
	public Names(int longest, boolean letterFirst, Reversal reversal) {
		this.longest = longest;
		this.letterFirst = letterFirst;
		this.reversal = reversal;
	}

	/**
	 * The name to send.
	 * @param name the client's
	 * @return letters, digits, hyphens and underscores
	 * @throws GatewayException when two names would become the same
	 */
	public String of(String name) {
		String known = this.sent.get(name);
		return (known != null) ? known : add(name);
	}

	private String add(String name) {
		String legal = (name.length() <= this.longest && legal(name) && beginsWell(name)) ? name : replaced(name);
		String other = this.taken.put(legal, name);
		if (other != null) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"The tools '" + other + "' and '" + name
							+ "' cannot be told apart by the API of the chosen model's provider. Rename one of them.")
				.param("tools");
		}
		this.sent.put(name, legal);
		if (!legal.equals(name)) {
			this.reversal.renamed(legal, name);
		}
		return legal;
	}

	private String replaced(String name) {
		StringBuilder replaced = new StringBuilder(name.length() + 1);
		if (!beginsWell(name)) {
			replaced.append('_');
		}
		for (int i = 0; i < name.length(); i++) {
			replaced.append(legal(name.charAt(i)) ? name.charAt(i) : '_');
		}
		if (replaced.length() > this.longest) {
			replaced.setLength(this.longest - 9);
			replaced.append('_').append(Ids.digest(name), 0, 8);
		}
		return replaced.isEmpty() ? "_" : replaced.toString();
	}

	private boolean beginsWell(String name) {
		return !this.letterFirst || name.isEmpty() || !legal(name.charAt(0)) || name.charAt(0) == '_'
				|| Character.isLetter(name.charAt(0));
	}

	static boolean legal(String name) {
		for (int i = 0; i < name.length(); i++) {
			if (!legal(name.charAt(i))) {
				return false;
			}
		}
		return !name.isEmpty();
	}

	private static boolean legal(char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
	}

}
