package dev.sluice.provider.quirk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Turns tool call ids of other providers into nine letters and digits, the same ones for
 * the same id, so that calls and their results still find each other.
 */
final class NineCharacters {

	private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

	private static final int LENGTH = 9;

	private NineCharacters() {
	}

	static boolean fits(String id) {
		return id.length() == LENGTH && id.chars().allMatch((letter) -> LETTERS.indexOf(letter) != -1);
	}

	static String of(String id) {
		byte[] digest = digest(id);
		StringBuilder text = new StringBuilder(LENGTH);
		for (int index = 0; index < LENGTH; index++) {
			text.append(LETTERS.charAt((digest[index] & 0xFF) % LETTERS.length()));
		}
		return text.toString();
	}

	private static byte[] digest(String id) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
