package dev.sluice.intake;

import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsProcessor;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Lets browsers of allowed origins use the model APIs. It stands before identification,
 * because preflights carry no key; other paths are none of its business.
 */
final class EndpointCorsFilter implements WebFilter, Ordered {

	private final EndpointTable endpoints;

	private final CorsConfiguration configuration = new CorsConfiguration();

	private final CorsProcessor processor = new DefaultCorsProcessor();

	EndpointCorsFilter(EndpointTable endpoints, HttpProperties.Cors cors) {
		this.endpoints = endpoints;
		this.configuration.setAllowedOrigins(cors.allowedOrigins());
		this.configuration.setAllowedMethods(cors.allowedMethods());
		this.configuration.setAllowedHeaders(cors.allowedHeaders());
		this.configuration.setExposedHeaders(cors.exposedHeaders());
		this.configuration.setMaxAge(cors.maxAge());
		this.configuration.setAllowCredentials(cors.allowCredentials());
	}

	@Override
	public int getOrder() {
		return ClientCallWebFilter.ORDER - 10;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (this.endpoints.find(exchange.getRequest()) == null) {
			return chain.filter(exchange);
		}
		boolean allowed = this.processor.process(this.configuration, exchange);
		return (allowed && !CorsUtils.isPreFlightRequest(exchange.getRequest())) ? chain.filter(exchange)
				: exchange.getResponse().setComplete();
	}

}
