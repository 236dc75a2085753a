package dev.sluice.intake;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EndpointCorsFilterTests {

	private IntakeServer server;

	@BeforeEach
	void start() {
		IntakeServer.Settings settings = new IntakeServer.Settings();
		settings.cors = cors("https://app.example.com", false);
		this.server = new IntakeServer(settings);
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void preflightsAreAnsweredWithoutAKey() {
		HttpResponse<String> response = preflight(IntakeServer.CHAT, "https://app.example.com");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("access-control-allow-origin")).hasValue("https://app.example.com");
		assertThat(response.headers().firstValue("access-control-allow-headers"))
			.hasValueSatisfying(value -> assertThat(value).contains("x-stainless-os").contains("authorization"));
		assertThat(this.server.calls).hasValue(0);
	}

	@Test
	void strangersAreRefused() {
		assertThat(preflight(IntakeServer.CHAT, "https://evil.example").statusCode()).isEqualTo(403);
	}

	@Test
	void otherPathsAreLeftToTheHost() {
		HttpResponse<String> response = preflight("/other", "https://app.example.com");
		assertThat(response.headers().firstValue("access-control-allow-origin")).isEmpty();
		assertThat(this.server.calls).hasValue(1);
	}

	@Test
	void refusalsCanBeReadByScriptsToo() {
		HttpResponse<String> response = this.server
			.send(java.net.http.HttpRequest.newBuilder(this.server.uri(IntakeServer.CHAT))
				.header("origin", "https://app.example.com")
				.POST(BodyPublishers.ofString("{}")));
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("access-control-allow-origin")).isPresent();
		assertThat(response.headers().firstValue("access-control-expose-headers")).isPresent();
	}

	@Test
	void everyOriginWithCredentialsIsRefusedAtStart() {
		assertThatIllegalArgumentException().isThrownBy(() -> cors("*", true))
			.withMessageContaining("allow-credentials");
	}

	private HttpResponse<String> preflight(String path, String origin) {
		return this.server.send(java.net.http.HttpRequest.newBuilder(this.server.uri(path))
			.header("origin", origin)
			.header("access-control-request-method", "POST")
			.header("access-control-request-headers", "authorization, x-stainless-os")
			.method("OPTIONS", BodyPublishers.noBody()));
	}

	private static HttpProperties.Cors cors(String origin, boolean credentials) {
		return new HttpProperties.Cors(List.of(origin), List.of("GET", "POST"), List.of("*"), List.of("x-request-id"),
				Duration.ofMinutes(5), credentials);
	}

}
