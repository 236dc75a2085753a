package dev.sluice.chat.embedding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.RawJson;

/**
 * A vector as its provider wrote it: numbers keep their digits until base64 is wanted.
 *
 * @param list a JSON list of numbers
 */
public record Vector(RawJson list) {

	/**
	 * Reads a vector: a list of numbers, or the base64 of 32-bit numbers, lowest byte
	 * first.
	 * @param in standing at it
	 * @return the vector
	 */
	static Vector read(JsonReader in) {
		if (in.isString()) {
			return ofBase64(in.text("embedding"));
		}
		RawJson list = in.raw();
		if (!list.text().startsWith("[")) {
			throw bad();
		}
		return new Vector(list);
	}

	private static Vector ofBase64(String base64) {
		try {
			ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
			StringBuilder list = new StringBuilder("[");
			while (bytes.remaining() >= Float.BYTES) {
				list.append((list.length() > 1) ? "," : "").append(bytes.getFloat());
			}
			return new Vector(new RawJson(list.append("]").toString()));
		}
		catch (IllegalArgumentException ex) {
			throw bad();
		}
	}

	/**
	 * The same as base64 of 32-bit numbers, lowest byte first.
	 * @return standard alphabet with padding
	 */
	public String toBase64() {
		byte[] json = this.list.text().getBytes(StandardCharsets.UTF_8);
		// A number takes two bytes of JSON at least.
		ByteBuffer bytes = ByteBuffer.allocate((json.length / 2 + 1) * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		try (JsonReader in = new JsonReader(json, 0, json.length, ErrorKind.UPSTREAM_BAD_ANSWER)) {
			in.start();
			while (in.nextElement()) {
				bytes.putFloat(in.number("embedding"));
			}
		}
		return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), bytes.position()));
	}

	private static GatewayException bad() {
		return new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER,
				"The provider's answer holds a vector that is none.");
	}

}
