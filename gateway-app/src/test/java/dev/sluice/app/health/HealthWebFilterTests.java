package dev.sluice.app.health;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

import dev.sluice.call.Caller;
import dev.sluice.call.CallerResolver;
import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Permission;
import dev.sluice.catalog.Provider;

class HealthWebFilterTests {

	private static final CallerResolver KEYS = (headers,
			query) -> "Bearer known".equals(headers.getFirst("Authorization"))
					? Mono.just(new Caller("t", "k", Set.of(Permission.WRITE), null, Set.of()))
					: Mono.error(new GatewayException(ErrorKind.UNAUTHENTICATED, "Unknown key."));

	private static final List<Provider> PROVIDERS = List.of(provider("openai", true), provider("gemini", true),
			provider("ollama", false));

	private DisposableServer server;

	@AfterEach
	void stop() {
		this.server.disposeNow(Duration.ofSeconds(30));
	}

	@Test
	void aStrangerLearnsThatTheGatewayLives() {
		client(() -> KEYS, "x").get()
			.uri("/health")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("Cache-Control", "no-store")
			.expectBody()
			.json("""
					{"status":"healthy","service":"sluice","timestamp":"2026-11-20T10:00:00Z","version":"1.2.3"}""",
					JsonCompareMode.STRICT);
	}

	@Test
	void aKnownCallerLearnsHowTheProvidersFare() {
		client(() -> KEYS, "known").get().uri("/health?verbose=1").exchange().expectBody().json("""
				{"status":"healthy","service":"sluice","timestamp":"2026-11-20T10:00:00Z","version":"1.2.3",
				"healthy_providers":1,"total_providers":2,"provider_stats":{
				"openai":{"status":"healthy","tier":"official","models":0},
				"gemini":{"status":"unavailable","tier":"official","models":0}}}""", JsonCompareMode.STRICT);
	}

	@Test
	void aBrokenOrMissingKeyStoreIsNoReasonToRestartTheGateway() {
		client(() -> (headers, query) -> {
			throw new IllegalStateException("database is down");
		}, "known").get()
			.uri("/health")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.provider_stats")
			.doesNotExist();
		stop();
		client(() -> null, "known").get()
			.uri("/health")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.version")
			.isEqualTo("1.2.3");
	}

	@Test
	void theShortFormSaysOk() {
		client(() -> KEYS, "x").get()
			.uri("/api/health")
			.exchange()
			.expectBody()
			.json("{\"status\":\"ok\"}", JsonCompareMode.STRICT);
	}

	@Test
	void headAnswersWithoutABody() {
		client(() -> KEYS, "x").head().uri("/health").exchange().expectStatus().isOk().expectBody().isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /", "GET /health/", "GET /Health", "GET /health;x", "GET //health", "GET /health/x",
			"GET /api/healthz", "GET /x/health", "POST /health", "DELETE /api/health" })
	void everythingElseIsSomebodyElses(String request) {
		String[] parts = request.split(" ");
		client(() -> KEYS, "known").method(HttpMethod.valueOf(parts[0]))
			.uri(URI.create("http://127.0.0.1:" + this.server.port() + parts[1]))
			.exchange()
			.expectStatus()
			.isEqualTo(418)
			.expectBody()
			.isEmpty();
	}

	private WebTestClient client(Supplier<CallerResolver> identity, String key) {
		ProviderHealth health = (provider) -> provider.name().equals("openai") ? ProviderHealth.State.HEALTHY
				: ProviderHealth.State.UNAVAILABLE;
		HealthWebFilter filter = new HealthWebFilter(identity, () -> PROVIDERS, health, "1.2.3",
				Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC));
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle(new ReactorHttpHandlerAdapter(WebHttpHandlerBuilder.webHandler((exchange) -> {
				exchange.getResponse().setRawStatusCode(418);
				return exchange.getResponse().setComplete();
			}).filter(filter).build()))
			.bindNow();
		// One call a connection: reactor-netty#4361 would let a quick one hang.
		return WebTestClient.bindToServer(new ReactorClientHttpConnector(HttpClient.newConnection()))
			.baseUrl("http://127.0.0.1:" + this.server.port())
			.defaultHeaders((headers) -> headers.setBearerAuth(key))
			.responseTimeout(Duration.ofSeconds(30))
			.build();
	}

	private static Provider provider(String name, boolean configured) {
		return new Provider(name, "openai", "https://example.test", "official", Provider.AuthStyle.BEARER, null, false,
				Set.<Dialect>of(), List.of(), configured);
	}

}
