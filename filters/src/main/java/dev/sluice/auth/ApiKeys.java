package dev.sluice.auth;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Secret;

/**
 * The format of Sluice's own keys: {@code slc_<public id>_<secret><checksum>}. The
 * checksum refuses typing errors and junk before anything is looked up; it protects
 * nothing.
 */
public final class ApiKeys {

	/** What every key of this format begins with. */
	public static final String PREFIX = "slc_";

	private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

	private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());

	private static final int ID_LENGTH = 12;

	private static final int SECRET_BYTES = 32;

	/** 256 bits take 43 digits of base 62. */
	private static final int SECRET_LENGTH = 43;

	/** 32 bits take 6 digits of base 62. */
	private static final int CHECKSUM_LENGTH = 6;

	private static final int LENGTH = PREFIX.length() + ID_LENGTH + 1 + SECRET_LENGTH + CHECKSUM_LENGTH;

	private ApiKeys() {
	}

	/**
	 * A new key.
	 *
	 * @param publicId what may be shown and logged
	 * @param key the whole key, shown once
	 */
	public record NewKey(String publicId, Secret key) {

		/**
		 * What a store keeps of the key.
		 * @return its digest
		 */
		public KeyDigest digest() {
			return KeyDigest.of(this.key.reveal());
		}

	}

	/**
	 * Makes a key.
	 * @param random a source that an attacker cannot predict
	 * @return a key with a secret of 256 random bits
	 */
	public static NewKey generate(SecureRandom random) {
		String publicId = digits(new BigInteger(ID_LENGTH * 5, random), ID_LENGTH);
		byte[] secret = new byte[SECRET_BYTES];
		random.nextBytes(secret);
		String start = PREFIX + publicId + "_" + digits(new BigInteger(1, secret), SECRET_LENGTH);
		return new NewKey(publicId, Secret.of(start + checksum(start)));
	}

	/**
	 * Reads the public id of a key.
	 * @param key any text
	 * @return the public id, or null when the text is no key of this format
	 */
	public static @Nullable String parse(String key) {
		if (key.length() != LENGTH || !key.startsWith(PREFIX) || key.charAt(PREFIX.length() + ID_LENGTH) != '_') {
			return null;
		}
		int start = LENGTH - CHECKSUM_LENGTH;
		return key.startsWith(checksum(key.substring(0, start)), start)
				? key.substring(PREFIX.length(), PREFIX.length() + ID_LENGTH) : null;
	}

	private static String checksum(String start) {
		CRC32 crc = new CRC32();
		crc.update(start.getBytes(StandardCharsets.UTF_8));
		long rest = crc.getValue();
		char[] digits = new char[CHECKSUM_LENGTH];
		for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
			digits[i] = ALPHABET.charAt((int) (rest % 62));
			rest /= 62;
		}
		return new String(digits);
	}

	private static String digits(BigInteger number, int length) {
		char[] digits = new char[length];
		BigInteger rest = number;
		for (int i = length - 1; i >= 0; i--) {
			BigInteger[] parts = rest.divideAndRemainder(BASE);
			digits[i] = ALPHABET.charAt(parts[1].intValue());
			rest = parts[0];
		}
		return new String(digits);
	}

}
