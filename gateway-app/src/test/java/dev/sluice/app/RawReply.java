package dev.sluice.app;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One HTTP message as it came over the wire.
 *
 * @param start the status or request line
 * @param headers the header lines
 * @param body the body, chunks joined
 */
record RawReply(String start, List<String> headers, String body) {

	/**
	 * Reads one message.
	 * @param in where from
	 * @param response whether a body may go on to the end of the connection
	 * @return the message, or null when the connection ended before its first byte
	 * @throws IOException when it ended in the middle
	 */
	static @Nullable RawReply read(InputStream in, boolean response) throws IOException {
		String start = line(in);
		if (start == null) {
			return null;
		}
		List<String> headers = new ArrayList<>();
		for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
			headers.add(line);
		}
		RawReply head = new RawReply(start, headers, "");
		return new RawReply(start, headers, new String(head.bytes(in, response), StandardCharsets.UTF_8));
	}

	int status() {
		return Integer.parseInt(this.start.split(" ")[1]);
	}

	@Nullable String header(String name) {
		String prefix = name.toLowerCase(Locale.ROOT) + ":";
		for (String line : this.headers) {
			if (line.toLowerCase(Locale.ROOT).startsWith(prefix)) {
				return line.substring(prefix.length()).strip();
			}
		}
		return null;
	}

	private byte[] bytes(InputStream in, boolean response) throws IOException {
		String length = header("content-length");
		if ("chunked".equalsIgnoreCase(header("transfer-encoding"))) {
			return chunks(in);
		}
		if (length != null) {
			return exactly(in, Integer.parseInt(length));
		}
		boolean bodiless = status(this.start) == 100 || status(this.start) == 204;
		return (response && !bodiless) ? in.readAllBytes() : new byte[0];
	}

	private static int status(String start) {
		return start.startsWith("HTTP/") ? Integer.parseInt(start.split(" ")[1]) : 0;
	}

	private static byte[] chunks(InputStream in) throws IOException {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		while (true) {
			String size = line(in);
			if (size == null) {
				throw new EOFException("cut in the middle of chunks, after: " + all);
			}
			int length = Integer.parseInt(size, 16);
			all.write(exactly(in, length));
			line(in);
			if (length == 0) {
				return all.toByteArray();
			}
		}
	}

	private static byte[] exactly(InputStream in, int length) throws IOException {
		byte[] bytes = in.readNBytes(length);
		if (bytes.length < length) {
			throw new EOFException("cut after: " + new String(bytes, StandardCharsets.UTF_8));
		}
		return bytes;
	}

	private static @Nullable String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int b = in.read(); b != '\n'; b = in.read()) {
			if (b < 0) {
				return null;
			}
			line.append((char) b);
		}
		int end = line.length() - 1;
		return (end >= 0 && line.charAt(end) == '\r') ? line.substring(0, end) : line.toString();
	}

}
