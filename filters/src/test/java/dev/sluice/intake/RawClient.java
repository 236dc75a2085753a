package dev.sluice.intake;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** A client that writes each byte itself, and reads the answer only when told to. */
final class RawClient implements Closeable {

	private static final int CHUNK = 16 * 1024;

	private final Socket socket;

	private int bodyLength;

	RawClient(IntakeServer server) throws IOException {
		this.socket = server.connect();
	}

	/** The head of a chat call, from a known caller. */
	static String head(String more) {
		return strangersHead("authorization: Bearer x\r\n" + more);
	}

	static String strangersHead(String more) {
		return head(IntakeServer.CHAT, "application/json", more);
	}

	static String head(String path, String contentType, String more) {
		return "POST " + path + " HTTP/1.1\r\nhost: x\r\ncontent-type: " + contentType + "\r\n" + more + "\r\n\r\n";
	}

	void send(String text) throws IOException {
		OutputStream out = this.socket.getOutputStream();
		out.write(text.getBytes(StandardCharsets.US_ASCII));
		out.flush();
	}

	/** Sends a body until all is sent or the server closes; tells how much was sent. */
	long flood(long bytes) {
		return flood(bytes, this::sendSpaces);
	}

	/** As {@link #flood}, in chunks. */
	long floodChunks(long bytes) {
		return flood(bytes, (size) -> {
			send(Integer.toHexString(size) + "\r\n");
			sendSpaces(size);
			send("\r\n");
		});
	}

	private static long flood(long bytes, Part part) {
		long sent = 0;
		try {
			while (sent < bytes) {
				int size = (int) Math.min(CHUNK, bytes - sent);
				part.send(size);
				sent += size;
			}
		}
		catch (IOException ex) {
			return sent;
		}
		return sent;
	}

	@FunctionalInterface
	private interface Part {

		void send(int size) throws IOException;

	}

	private void sendSpaces(int size) throws IOException {
		byte[] spaces = new byte[size];
		Arrays.fill(spaces, (byte) ' ');
		this.socket.getOutputStream().write(spaces);
	}

	/** The head of the next answer, in small letters but for the protocol's name. */
	String readHead() throws IOException {
		InputStream in = this.socket.getInputStream();
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int next = in.read();
			if (next < 0) {
				break;
			}
			head.append((char) next);
		}
		String text = head.toString().toLowerCase(Locale.ROOT).replace("http/1.1", "HTTP/1.1");
		int at = text.indexOf("content-length: ");
		this.bodyLength = (at < 0) ? 0 : Integer.parseInt(text.substring(at + 16, text.indexOf("\r\n", at)));
		return text;
	}

	/** The body of the answer whose head was read. */
	String readBody() throws IOException {
		return new String(this.socket.getInputStream().readNBytes(this.bodyLength), StandardCharsets.UTF_8);
	}

	/** Whether the server has ended the connection, which is awaited. */
	boolean isAtEnd() throws IOException {
		return this.socket.getInputStream().read() < 0;
	}

	/** Breaks the connection off instead of ending it. */
	void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
