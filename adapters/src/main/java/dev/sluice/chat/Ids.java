package dev.sluice.chat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Makes the ids of tool calls where a dialect gives none, or one that another refuses.
 */
public final class Ids {

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final int BYTES = 12;

	private Ids() {
	}

	/**
	 * A new id that nobody can guess.
	 * @return 29 characters, legal in all dialects
	 */
	public static String mint() {
		byte[] bytes = new byte[BYTES];
		RANDOM.nextBytes(bytes);
		return "call_" + HexFormat.of().formatHex(bytes);
	}

	/**
	 * The id to send for one that the client used: itself where it is legal, else always
	 * the same other one, so that calls and results still meet and prompts still match
	 * the provider's cache.
	 * @param id the client's
	 * @param longest how many characters the target takes
	 * @return letters, digits, hyphens and underscores
	 */
	public static String legal(String id, int longest) {
		return (id.length() <= longest && Names.legal(id)) ? id : "call_" + digest(id);
	}

	static String digest(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest, 0, BYTES);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
