package dev.sluice.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnonymousFloodTests {

	private static final int CLIENTS = 200;

	private static final int BODY = 32 * 1024 * 1024;

	@Test
	void eachOfManyStrangersIsRefusedWhateverTheySend() throws Exception {
		ExecutorService clients = Executors.newFixedThreadPool(50);
		try (IntakeServer server = IntakeServer.start()) {
			List<Future<String>> answers = new ArrayList<>();
			for (int i = 0; i < CLIENTS; i++) {
				answers.add(clients.submit(() -> upload(server)));
			}
			for (Future<String> answer : answers) {
				assertThat(answer.get(30, TimeUnit.SECONDS)).startsWith("HTTP/1.1 401");
			}
			assertThat(server.joined.held()).isZero();
			assertThat(server.calls).hasValue(0);
			assertThat(server.readBytes.get()).isLessThan((long) CLIENTS * 1024 * 1024);
		}
		finally {
			clients.shutdownNow();
		}
	}

	/** Sends as simple clients do: all of the body first, then a look at the answer. */
	private static String upload(IntakeServer server) throws IOException {
		byte[] chunk = new byte[64 * 1024];
		try (Socket socket = server.connect()) {
			OutputStream out = socket.getOutputStream();
			out.write(("POST " + IntakeServer.CHAT + " HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
					+ "content-length: " + BODY + "\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
			send(out, chunk);
			InputStream in = socket.getInputStream();
			return new String(in.readNBytes(12), StandardCharsets.US_ASCII);
		}
	}

	private static void send(OutputStream out, byte[] chunk) {
		try {
			for (int sent = 0; sent < BODY; sent += chunk.length) {
				out.write(chunk);
			}
		}
		catch (IOException ex) {
			// The gateway has closed; its answer is still there to be read.
		}
	}

}
