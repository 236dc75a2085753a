package dev.sluice.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A client without manners, to see what really comes over the wire.
 */
final class RawConnection implements AutoCloseable {

	private final Socket socket;

	private final ByteArrayOutputStream received = new ByteArrayOutputStream();

	RawConnection(int port, Duration timeout) throws IOException {
		this.socket = new Socket("127.0.0.1", port);
		this.socket.setSoTimeout((int) timeout.toMillis());
	}

	static RawConnection chat(int port, Duration timeout, String model, boolean stream) throws IOException {
		RawConnection connection = new RawConnection(port, timeout);
		byte[] body = SimulatorTestSupport.chat(model, stream).getBytes(StandardCharsets.UTF_8);
		connection
			.send("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: "
					+ body.length + "\r\n\r\n");
		connection.socket.getOutputStream().write(body);
		return connection;
	}

	/** From here on that long a silence ends the reading. */
	void patience(Duration timeout) throws IOException {
		this.socket.setSoTimeout((int) timeout.toMillis());
	}

	void send(String text) throws IOException {
		this.socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Reads until a text has come.
	 */
	String until(String text) throws IOException {
		while (!text().contains(text)) {
			int one = this.socket.getInputStream().read();
			if (one < 0) {
				throw new IOException("The end came before '" + text + "': " + text());
			}
			this.received.write(one);
		}
		return text();
	}

	/**
	 * Reads to the end.
	 * @return how it came: FIN or RST
	 */
	String end() throws IOException {
		try {
			this.received.writeBytes(this.socket.getInputStream().readAllBytes());
			return "FIN";
		}
		catch (SocketException ex) {
			return "RST";
		}
	}

	String text() {
		return this.received.toString(StandardCharsets.UTF_8);
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
