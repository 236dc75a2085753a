package dev.sluice.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a whole key: all that is kept of it. Keys are random, so there is
 * nothing to guess and no salt is needed.
 */
public final class KeyDigest {

	private static final String PREFIX = "sha256:";

	private static final int BYTES = 32;

	private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(KeyDigest::sha256);

	private final byte[] bytes;

	private KeyDigest(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * Digests a key.
	 * @param key the whole key
	 * @return its digest
	 */
	public static KeyDigest of(String key) {
		return new KeyDigest(SHA_256.get().digest(key.getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * Reads a digest from configuration.
	 * @param text 64 hexadecimal digits, with or without {@code sha256:} before them
	 * @return the digest
	 * @throws IllegalArgumentException when the text is none, without repeating it
	 */
	public static KeyDigest parse(String text) {
		String hex = text.strip();
		hex = hex.startsWith(PREFIX) ? hex.substring(PREFIX.length()) : hex;
		if (hex.length() != 2 * BYTES) {
			throw new IllegalArgumentException("a key's hash is the SHA-256 of the whole key, 64 hexadecimal digits");
		}
		return new KeyDigest(HexFormat.of().parseHex(hex));
	}

	/**
	 * The digest in the form that configuration takes.
	 * @return {@code sha256:} and 64 hexadecimal digits
	 */
	public String text() {
		return PREFIX + HexFormat.of().formatHex(this.bytes);
	}

	/** Compares in a time that does not tell where the difference is. */
	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof KeyDigest digest && MessageDigest.isEqual(this.bytes, digest.bytes);
	}

	@Override
	public int hashCode() {
		return (this.bytes[0] & 0xff) | (this.bytes[1] & 0xff) << 8 | (this.bytes[2] & 0xff) << 16
				| this.bytes[3] << 24;
	}

	/** Shows enough to tell digests apart in a log. */
	@Override
	public String toString() {
		return PREFIX + HexFormat.of().formatHex(this.bytes, 0, 4) + "…";
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
