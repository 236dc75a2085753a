package dev.sluice.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

import dev.sluice.simulator.LoggedCall;
import dev.sluice.simulator.SimulatedProvider;
import dev.sluice.simulator.SimulatorOptions;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that leave in the middle of a stream. */
@Tag("alone")
class AbortTests {

	private static final int ABORTS = Integer.getInteger("proof.aborts", 1_000);

	private static final int AT_ONCE = 50;

	/** The first of either kind load classes, for which all others at once would wait. */
	private static final int FIRST = 2;

	@Test
	@Timeout(120)
	void case64_theProviderIsCancelledWithinAHundredMillisecondsOfTheClientsLeaving(TestReporter report)
			throws Exception {
		SimulatorOptions slow = SimulatorOptions.defaults().withTokens(2_000).withRate(20);
		try (SimulatedProvider provider = SimulatedProvider.start(slow);
				RunningGateway gateway = RunningGateway.start("OPENAI_API_KEY=x",
						"OPENAI_BASE_URL=" + provider.baseUrl() + "/v1")) {
			long[] millis = new long[ABORTS];
			round(gateway, provider, millis, 0, FIRST);
			for (int done = FIRST; done < ABORTS; done += AT_ONCE) {
				round(gateway, provider, millis, done, Math.min(AT_ONCE, ABORTS - done));
			}
			Arrays.sort(millis);
			report.publishEntry("aborts", ABORTS + ", p50 " + millis[ABORTS / 2] + " ms, p99 "
					+ millis[ABORTS * 99 / 100] + " ms, longest " + millis[ABORTS - 1] + " ms");
			assertThat(millis[ABORTS * 99 / 100]).as("p99 from client close to upstream close, ms")
				.isLessThanOrEqualTo(100);
			assertThat(provider.openConnections()).as("sockets left open").isZero();
		}
	}

	private static void round(RunningGateway gateway, SimulatedProvider provider, long[] millis, int offset, int count)
			throws IOException {
		provider.log().clear();
		List<Socket> clients = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			clients.add(stream(gateway, offset + i));
		}
		long[] left = new long[count];
		for (int i = 0; i < count; i++) {
			Socket client = clients.get(i);
			// Half of them leave by FIN, half by RST.
			client.setSoLinger(i % 2 == 0, 0);
			left[i] = System.nanoTime();
			client.close();
		}
		provider.log().awaitAllClosed(Duration.ofSeconds(10));
		for (LoggedCall call : provider.log().calls()) {
			int index = Integer.parseInt(String.valueOf(call.header("x-client-request-id"))) - offset;
			millis[offset + index] = Math.max(0, (call.closedNanos() - left[index]) / 1_000_000);
		}
	}

	private static Socket stream(RunningGateway gateway, int id) throws IOException {
		Socket socket = new Socket("127.0.0.1", gateway.port());
		socket.setSoTimeout(10_000);
		String body = "{\"model\":\"gpt-4o\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
		socket.getOutputStream()
			.write(("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
					+ RunningGateway.KEY + "\r\nx-client-request-id: " + id
					+ "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
				.getBytes(StandardCharsets.US_ASCII));
		readContent(socket.getInputStream());
		return socket;
	}

	private static void readContent(InputStream in) throws IOException {
		StringBuilder seen = new StringBuilder();
		byte[] buffer = new byte[4096];
		while (seen.indexOf("data: ") < 0) {
			int n;
			try {
				n = in.read(buffer);
			}
			catch (SocketTimeoutException ex) {
				throw new AssertionError("The stream must begin, but all that came was: " + seen, ex);
			}
			assertThat(n).as("the stream must begin; so far: %s", seen).isPositive();
			seen.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
		}
	}

}
