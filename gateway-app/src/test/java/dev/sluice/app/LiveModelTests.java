package dev.sluice.app;

import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.simulator.SimulatedProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** Providers' own lists of models, over real connections. */
@Timeout(120)
class LiveModelTests {

	@Test
	void listsWhatProvidersListWithProviderAndCapabilities(@TempDir Path home) {
		try (SimulatedProvider simulator = SimulatedProvider.start();
				RunningGateway gateway = RunningGateway.startIn(home, "OLLAMA_HOST=" + simulator.baseUrl(),
						"GROQ_API_KEY=k", "GROQ_BASE_URL=" + simulator.baseUrl() + "/v1",
						"sluice.providers.dead.base-url=" + simulator.refusingUrl(),
						"sluice.providers.dead.keyless=true", "sluice.providers.groq.disable-models=gpt-4o-mini",
						"sluice.models.sync-interval=1s")) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.until(() -> list(gateway).path("models").path("groq").toString().contains("groq/sim")
						&& list(gateway).path("models").path("ollama").toString().contains("\"sim\""));
			JsonNode models = list(gateway).path("models");
			assertThat(models.path("groq").toString()).contains("groq/llama-3.3-70b-versatile")
				.doesNotContain("gpt-4o-mini");
			JsonNode known = list(gateway).path("data")
				.values()
				.stream()
				.filter((row) -> row.path("id").asString().equals("groq/llama-3.3-70b-versatile"))
				.findFirst()
				.orElseThrow();
			assertThat(known.path("provider").asString()).isEqualTo("groq");
			assertThat(known.path("capabilities").values()).extracting(JsonNode::asString)
				.containsExactly("chat", "tools");
			assertThat(known.path("context_length").asInt()).isEqualTo(131072);
		}
	}

	private static JsonNode list(RunningGateway gateway) {
		return JsonMapper.shared()
			.readTree(gateway.send(gateway.request("/v1/models").timeout(Duration.ofSeconds(20))).body());
	}

}
