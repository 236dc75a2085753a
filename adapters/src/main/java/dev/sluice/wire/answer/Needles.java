package dev.sluice.wire.answer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A few member names whose presence makes an event worth parsing. One pass over the
 * bytes; a name inside a JSON string cannot match, because its quotes are escaped there.
 */
final class Needles {

	private final byte[][] names;

	Needles(String... names) {
		this.names = Arrays.stream(names)
			.map((name) -> (name + '"').getBytes(StandardCharsets.US_ASCII))
			.toArray(byte[][]::new);
	}

	/**
	 * Whether an event is JSON and carries none of the names with a value other than null
	 * and false.
	 */
	boolean absent(byte[] bytes, int from, int to) {
		boolean json = false;
		for (int at = from; at < to; at++) {
			if (bytes[at] == '"') {
				json = true;
				if (telling(bytes, at + 1, to)) {
					return false;
				}
			}
		}
		return json;
	}

	private boolean telling(byte[] bytes, int at, int to) {
		for (byte[] name : this.names) {
			if (at + name.length < to && bytes[at] == name[0]
					&& Arrays.equals(bytes, at, at + name.length, name, 0, name.length)) {
				return hasValue(bytes, at + name.length, to);
			}
		}
		return false;
	}

	private static boolean hasValue(byte[] bytes, int from, int to) {
		int colon = skipSpace(bytes, from, to);
		if (colon >= to || bytes[colon] != ':') {
			return false;
		}
		int value = skipSpace(bytes, colon + 1, to);
		return value >= to || (bytes[value] != 'n' && bytes[value] != 'f');
	}

	static int skipSpace(byte[] bytes, int from, int to) {
		int at = from;
		while (at < to && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')) {
			at++;
		}
		return at;
	}

}
