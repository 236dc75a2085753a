package dev.sluice.simulator;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What the log tells about calls, and when.
 */
class CallLogTests extends SimulatorTestSupport {

	@Test
	void tellsWhatWasSentAndHowItEnded() throws Exception {
		String sent = chat("sim", true);
		String body = this.client
			.send(request("/v1/chat/completions?provider=x").header("X-Mine", "1")
				.POST(HttpRequest.BodyPublishers.ofString(sent))
				.build(), HttpResponse.BodyHandlers.ofString())
			.body();
		LoggedCall call = this.simulator.log().awaitClosed(1, SOON);
		assertThat(call.method()).isEqualTo("POST");
		assertThat(call.path()).isEqualTo("/v1/chat/completions");
		assertThat(call.query()).isEqualTo("provider=x");
		assertThat(call.header("x-mine")).isEqualTo("1");
		assertThat(call.bodyText()).isEqualTo(sent);
		assertThat(call.bytesWritten()).isEqualTo(body.length());
		assertThat(call.ending()).isEqualTo(CallEnding.COMPLETE);
		assertThat(call.openedNanos()).isLessThan(call.firstByteNanos());
		assertThat(call.firstByteNanos()).isLessThanOrEqualTo(call.closedNanos());
	}

	@Test
	void noticesAClientThatLeavesWhileNothingIsSent() throws Exception {
		RawConnection connection = RawConnection.chat(this.simulator.port(), SOON, "sim+hang", true);
		this.simulator.log().awaitCalls(1, SOON);
		connection.close();
		assertThat(this.simulator.log().awaitClosed(1, SOON).ending()).isEqualTo(CallEnding.CANCELLED);
	}

	@Test
	void noticesAClientThatResetsAStalledStream() throws Exception {
		try (RawConnection connection = RawConnection.chat(this.simulator.port(), SOON, "sim+stall=2", true)) {
			connection.until("This");
			connection.reset();
		}
		assertThat(this.simulator.log().awaitClosed(1, SOON).ending()).isEqualTo(CallEnding.CANCELLED);
	}

	@Test
	void noticesARequestThatBreaksOff() throws Exception {
		try (RawConnection connection = new RawConnection(this.simulator.port(), SOON)) {
			connection.send("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{");
		}
		LoggedCall call = this.simulator.log().awaitCalls(1, SOON).get(0);
		assertThat(this.simulator.log().awaitClosed(call.id(), SOON).ending()).isEqualTo(CallEnding.CANCELLED);
	}

	@Test
	void closesAThousandAbortedStreams() throws Exception {
		List<RawConnection> connections = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			connections.add(RawConnection.chat(this.simulator.port(), SOON, "sim+rate=2+tokens=1000", true));
		}
		this.simulator.log().awaitCalls(1_000, Duration.ofSeconds(20));
		assertThat(this.simulator.openConnections()).isEqualTo(1_000);
		for (RawConnection connection : connections) {
			connection.close();
		}
		assertThat(this.simulator.log().awaitAllClosed(SOON)).hasSize(1_000)
			.allMatch((call) -> call.ending() == CallEnding.CANCELLED);
		assertThat(this.simulator.openConnections()).isZero();
	}

	@Test
	void keepsTheNewestCalls() throws Exception {
		try (SimulatedProvider small = SimulatedProvider.start(SimulatorOptions.defaults().withLogCapacity(2))) {
			for (int i = 0; i < 3; i++) {
				this.client.send(HttpRequest.newBuilder(URI.create(small.baseUrl() + "/v1/models")).build(),
						HttpResponse.BodyHandlers.discarding());
			}
			assertThat(small.log().awaitCalls(3, SOON)).extracting(LoggedCall::id).containsExactly(2L, 3L);
			small.log().clear();
			assertThat(small.log().calls()).isEmpty();
			assertThat(small.log().count()).isZero();
		}
	}

	@Test
	void saysWhatItWaitedForInVain() {
		assertThatIllegalStateException().isThrownBy(() -> this.simulator.log().awaitCalls(1, Duration.ofMillis(5)))
			.withMessageContaining("for 1 calls; the log has 0 calls");
	}

}
