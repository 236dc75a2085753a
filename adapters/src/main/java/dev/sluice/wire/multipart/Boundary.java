package dev.sluice.wire.multipart;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/** Reads the boundary of a multipart content type. */
final class Boundary {

	private static final int LONGEST = 70;

	private Boundary() {
	}

	/**
	 * The bytes that stand between parts: line end, two hyphens, boundary.
	 */
	static byte[] delimiter(@Nullable String contentType) {
		Parameters parameters = Parameters.parse((contentType != null) ? contentType : "");
		String boundary = parameters.get("boundary");
		if (!parameters.first().startsWith("multipart/form-data") || boundary == null || !legal(boundary)) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"The content type must be multipart/form-data with one boundary of 1 to " + LONGEST
							+ " printable characters.");
		}
		return ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
	}

	private static boolean legal(String boundary) {
		return !boundary.isEmpty() && boundary.length() <= LONGEST && !boundary.endsWith(" ")
				&& boundary.chars().allMatch((character) -> character >= ' ' && character <= '~');
	}

}
