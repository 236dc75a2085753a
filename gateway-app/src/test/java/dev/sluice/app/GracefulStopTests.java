package dev.sluice.app;

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.sluice.call.Outcome;
import dev.sluice.call.Outcome.End;
import dev.sluice.simulator.SimulatedProvider;
import dev.sluice.simulator.SimulatorOptions;

import static org.assertj.core.api.Assertions.assertThat;

/** What live calls see of a gateway that is being stopped. */
@Timeout(60)
class GracefulStopTests {

	private static final String STREAM = "{\"stream\":true,\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

	private final CallBook book = new CallBook();

	@Test
	void aStreamThatEndsInTimeEndsAsEver() throws Exception {
		String body = stopDuring(SimulatorOptions.defaults().withTokens(40).withRate(50), "10s");
		assertThat(body).endsWith("data: [DONE]\n\n");
		assertThat(this.book.resolved(1)).extracting(Outcome::end).containsExactly(End.COMPLETE);
		assertNoThreadOfOursIsLeft();
	}

	@Test
	void aStreamThatWouldGoOnEndsInAnErrorEvent() throws Exception {
		String body = stopDuring(SimulatorOptions.defaults().withTokens(100_000).withRate(50), "500ms");
		assertThat(body).doesNotContain("[DONE]").contains("server_is_overloaded").contains("stopped");
		assertThat(this.book.resolved(1)).extracting(Outcome::reason).containsExactly("stopping");
		assertNoThreadOfOursIsLeft();
	}

	private String stopDuring(SimulatorOptions options, String drain) throws Exception {
		try (SimulatedProvider provider = SimulatedProvider.start(options)) {
			RunningGateway gateway = RunningGateway.startIn(Files.createTempDirectory("sluice-home"),
					this.book::register, "OPENAI_API_KEY=x", "OPENAI_BASE_URL=" + provider.baseUrl() + "/v1",
					"sluice.upstream.drain-timeout=" + drain, "spring.lifecycle.timeout-per-shutdown-phase=20s");
			try (RawClient client = new RawClient(gateway)) {
				client.send(RawClient.call("/v1/chat/completions", STREAM));
				CallBook.await(() -> this.book.holds() == 1);
				CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> {
					CallBook.await(() -> provider.openConnections() == 1);
					gateway.close();
				});
				String body = client.reply().body();
				stopped.get(15, TimeUnit.SECONDS);
				return body;
			}
		}
	}

	private static void assertNoThreadOfOursIsLeft() {
		CallBook.await(() -> ours().isEmpty());
		assertThat(ours()).isEmpty();
	}

	private static List<String> ours() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("sluice"))
			.toList();
	}

}
