package dev.sluice.app;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** One client connection, for requests that no HTTP client would send. */
final class RawClient implements AutoCloseable {

	private final Socket socket;

	RawClient(RunningGateway gateway) throws IOException {
		this.socket = new Socket("127.0.0.1", gateway.port());
		this.socket.setSoTimeout(10_000);
	}

	/** The head of a POST with the right key; more header lines may follow. */
	static String post(String path, String... lines) {
		StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n");
		for (String line : lines) {
			head.append(line).append("\r\n");
		}
		return head.append("\r\n").toString();
	}

	static String key() {
		return "Authorization: Bearer " + RunningGateway.KEY;
	}

	/** A whole POST of JSON with the right key; more header lines may follow. */
	static String call(String path, String json, String... lines) {
		Stream<String> own = Stream.of(key(), "Content-Type: application/json",
				"Content-Length: " + json.getBytes(StandardCharsets.UTF_8).length);
		return post(path, Stream.concat(own, Stream.of(lines)).toArray(String[]::new)) + json;
	}

	RawClient send(String text) throws IOException {
		return send(text.getBytes(StandardCharsets.UTF_8));
	}

	RawClient send(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
		this.socket.getOutputStream().flush();
		return this;
	}

	/** Sends as much as the other side still takes. */
	RawClient push(byte[] bytes, int times) {
		try {
			for (int i = 0; i < times; i++) {
				send(bytes);
			}
		}
		catch (IOException ex) {
			// Whoever refuses a body may close before it is all sent.
		}
		return this;
	}

	RawReply reply() throws IOException {
		RawReply reply = replyOrEnd();
		if (reply == null) {
			throw new AssertionError("the connection was closed without an answer");
		}
		return reply;
	}

	@Nullable RawReply replyOrEnd() throws IOException {
		try {
			return RawReply.read(this.socket.getInputStream(), true);
		}
		catch (SocketException ex) {
			return null;
		}
	}

	/** Reads what is there. */
	String some() throws IOException {
		byte[] buffer = new byte[65_536];
		int n = this.socket.getInputStream().read(buffer);
		return (n > 0) ? new String(buffer, 0, n, StandardCharsets.UTF_8) : "";
	}

	void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
