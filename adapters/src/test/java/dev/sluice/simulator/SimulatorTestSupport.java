package dev.sluice.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/**
 * A provider for each test and a plain client.
 */
@Timeout(30)
abstract class SimulatorTestSupport {

	static final Duration SOON = Duration.ofSeconds(5);

	final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	final SimulatedProvider simulator = SimulatedProvider.start();

	@AfterEach
	void stop() {
		this.simulator.close();
	}

	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.simulator.baseUrl() + path)).timeout(SOON);
	}

	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
	}

	HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
		return this.client.send(json(path, json), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
	}

	HttpRequest json(String path, String json) {
		return request(path).header("content-type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(json))
			.build();
	}

	static String chat(String model, boolean stream) {
		return """
				{"model":"%s","stream":%s,"messages":[{"role":"user","content":"hello there"}]}""".formatted(model,
				stream);
	}

	HttpResponse<String> chatted(String model, boolean stream) throws IOException, InterruptedException {
		return post("/v1/chat/completions", chat(model, stream));
	}

}
