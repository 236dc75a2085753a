package dev.sluice.app.health;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import dev.sluice.call.CallerResolver;
import dev.sluice.catalog.Provider;

/**
 * Answers {@code GET} and {@code HEAD} of {@code /health} and {@code /api/health} on the
 * main port, ahead of every route. Anybody may ask whether the gateway lives; how its
 * providers fare is told to callers it knows. It never fails for want of a credential or
 * of the store that checks one, since probes judge the process by it.
 */
final class HealthWebFilter implements WebFilter, Ordered {

	private static final int ORDER = -60;

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

	private static final JsonMapper mapper = JsonMapper.builder().build();

	private final Supplier<@Nullable CallerResolver> identity;

	private final Supplier<List<Provider>> providers;

	private final ProviderHealth health;

	private final String version;

	private final Clock clock;

	HealthWebFilter(Supplier<@Nullable CallerResolver> identity, Supplier<List<Provider>> providers,
			ProviderHealth health, String version, Clock clock) {
		this.identity = identity;
		this.providers = providers;
		this.health = health;
		this.version = version;
		this.clock = clock;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (!METHODS.contains(exchange.getRequest().getMethod())) {
			return chain.filter(exchange);
		}
		return switch (exchange.getRequest().getPath().pathWithinApplication().value()) {
			case "/health" -> known(exchange).flatMap((known) -> write(exchange.getResponse(), body(known)));
			case "/api/health" -> write(exchange.getResponse(), Map.of("status", "ok"));
			default -> chain.filter(exchange);
		};
	}

	private Mono<Boolean> known(ServerWebExchange exchange) {
		CallerResolver resolver = this.identity.get();
		if (resolver == null) {
			return Mono.just(false);
		}
		return Mono.defer(() -> resolver.resolve(exchange.getRequest().getHeaders(), null))
			.map((caller) -> true)
			.timeout(PATIENCE)
			.onErrorReturn(false)
			.defaultIfEmpty(false);
	}

	private Map<String, Object> body(boolean known) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("status", "healthy");
		body.put("service", "sluice");
		body.put("timestamp", this.clock.instant().toString());
		body.put("version", this.version);
		if (known) {
			HealthReport report = HealthReport.of(this.providers.get(), this.health);
			body.put("healthy_providers", report.healthy());
			body.put("total_providers", report.total());
			body.put("provider_stats", report.stats());
		}
		return body;
	}

	private static Mono<Void> write(ServerHttpResponse response, Map<String, Object> body) {
		byte[] json = mapper.writeValueAsBytes(body);
		response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
		response.getHeaders().setContentLength(json.length);
		response.getHeaders().setCacheControl("no-store");
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(json)));
	}

}
