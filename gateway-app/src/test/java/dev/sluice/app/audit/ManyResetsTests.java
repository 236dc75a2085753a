package dev.sluice.app.audit;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.simulator.Script;
import dev.sluice.simulator.SimulatedProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A provider resets its connections right behind their first events. In a process of its
 * own, because what decides how sockets are asked is read once in a process.
 */
class ManyResetsTests {

	private static final int ROUNDS = 20;

	private static final int AT_ONCE = 8;

	private final HttpClient http = HttpClient.newHttpClient();

	@TempDir
	private Path folder;

	@Test
	void eachIsNoticedLongBeforeItsClock() throws Exception {
		Path routes = Files.createDirectories(this.folder.resolve("home/config/routes"));
		Files.writeString(routes.resolve("pair.yaml"), """
				routes:
				  - id: pair
				    uri: ai://group/pair
				    predicates:
				      - AiModel=pair
				groups:
				  pair: [openai/gpt-4o, openrouter/second]
				""");
		try (SimulatedProvider resetting = SimulatedProvider.start();
				SimulatedProvider healthy = SimulatedProvider.start();
				GatewayProcess gateway = new GatewayProcess(this.folder,
						List.of("OPENAI_BASE_URL=" + resetting.baseUrl() + "/v1", "OPENROUTER_API_KEY=k",
								"OPENROUTER_BASE_URL=" + healthy.baseUrl() + "/v1", "sluice.store.enabled=false"))) {
			resetting.script("*", Script.of("cut-rst=1"));
			gateway.serve();
			for (int i = 0; i < ROUNDS; i++) {
				List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, AT_ONCE)
					.mapToObj((call) -> ask(gateway))
					.toList();
				assertThat(calls).allSatisfy((call) -> assertThat(call.join().headers().firstValue("x-sluice-attempts"))
					.as(call.join().body())
					.hasValue("2"));
			}
		}
	}

	private CompletableFuture<HttpResponse<String>> ask(GatewayProcess gateway) {
		HttpRequest request = HttpRequest.newBuilder(gateway.uri("/v1/chat/completions"))
			.header("authorization", "Bearer " + GatewayProcess.KEY)
			.header("content-type", "application/json")
			.timeout(Duration.ofSeconds(30))
			.POST(HttpRequest.BodyPublishers
				.ofString("{\"model\":\"pair\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"))
			.build();
		return this.http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
	}

}
