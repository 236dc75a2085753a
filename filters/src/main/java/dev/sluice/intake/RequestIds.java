package dev.sluice.intake;

import java.security.SecureRandom;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

/**
 * Gives every call an id: the client's own when it can be trusted in logs, or a new one
 * of its time (45 bits) and chance (65 bits).
 */
final class RequestIds {

	static final String HEADER = "x-request-id";

	private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

	private static final int LONGEST = 128;

	/** Tells apart processes whose fast generators happen to run in step. */
	private static final long SALT = new SecureRandom().nextLong();

	private RequestIds() {
	}

	static String of(@Nullable String fromClient) {
		return (fromClient != null && acceptable(fromClient)) ? fromClient : next();
	}

	static String next() {
		return next(System.currentTimeMillis());
	}

	/**
	 * An id that begins with the time, so that the ledger's index of them grows at its
	 * end.
	 */
	static String next(long millis) {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		char[] id = new char[26];
		id[0] = 'r';
		id[1] = 'e';
		id[2] = 'q';
		id[3] = '_';
		fill(id, 4, 9, millis);
		fill(id, 13, 10, random.nextLong() ^ SALT);
		fill(id, 23, 3, random.nextInt());
		return new String(id);
	}

	/** Writes the lowest bits, the highest of them first. */
	private static void fill(char[] id, int from, int length, long bits) {
		for (int i = from + length - 1; i >= from; i--) {
			id[i] = ALPHABET[(int) (bits & 31)];
			bits >>>= 5;
		}
	}

	private static boolean acceptable(String id) {
		int length = id.length();
		if (length == 0 || length > LONGEST) {
			return false;
		}
		for (int i = 0; i < length; i++) {
			char c = id.charAt(i);
			if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_'
					|| c == '-')) {
				return false;
			}
		}
		return true;
	}

}
