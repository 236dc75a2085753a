package dev.sluice.intake;

import java.util.Set;
import java.util.function.Function;

import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import dev.sluice.call.CallBody;
import dev.sluice.call.Caller;
import dev.sluice.call.CallerResolver;
import dev.sluice.call.ClientCall;
import dev.sluice.call.DecisionNotes;
import dev.sluice.call.Envelope;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Operation;

/**
 * Turns a request to a model API into a {@link ClientCall}: tells who calls, takes the
 * body off the wire, reads its envelope. Any other exchange passes as it is.
 */
final class ClientCallWebFilter implements WebFilter, Ordered {

	static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

	/**
	 * Whoever only asks whether anybody is there needs no key, and may do nothing else.
	 */
	private static final Caller ANONYMOUS = new Caller(Caller.DEFAULT_TENANT, "anonymous", Set.of(), null, Set.of());

	private final EndpointTable endpoints;

	private final CallerResolver callers;

	private final BodyIntake bodies;

	ClientCallWebFilter(EndpointTable endpoints, CallerResolver callers, BodyIntake bodies) {
		this.endpoints = endpoints;
		this.callers = callers;
		this.bodies = bodies;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		ServerHttpRequest request = exchange.getRequest();
		Endpoint endpoint = this.endpoints.find(request);
		if (endpoint == null || CorsUtils.isPreFlightRequest(request)) {
			return chain.filter(exchange);
		}
		if (endpoint.dialect().operation() == Operation.PING) {
			return ping(exchange, chain, endpoint);
		}
		Arrival arrival = Arrival.begin(exchange, endpoint);
		GatewayException doubtful = Endpoint.framingRefusal(request);
		if (doubtful != null) {
			return Mono.error(doubtful);
		}
		return this.callers.resolve(request.getHeaders(), request.getURI().getRawQuery())
			.flatMap(caller -> receive(exchange, chain, arrival, caller));
	}

	/**
	 * The path of a ping may be the host's own. The exchange stays as it is, so that its
	 * routes answer as they would without us.
	 */
	private static Mono<Void> ping(ServerWebExchange exchange, WebFilterChain chain, Endpoint endpoint) {
		call(exchange, Arrival.of(exchange, endpoint), ANONYMOUS, CallBody.NONE, Envelope.NONE,
				exchange.getRequest().getHeaders())
			.attachTo(exchange.getAttributes());
		return chain.filter(exchange);
	}

	private Mono<Void> receive(ServerWebExchange exchange, WebFilterChain chain, Arrival arrival, Caller caller) {
		arrival.known();
		GatewayException refusal = arrival.endpoint().refusal(exchange.getRequest());
		if (refusal != null) {
			return Mono.error(refusal);
		}
		HttpHeaders headers = exchange.getRequest().getHeaders();
		if (arrival.endpoint().media() == Endpoint.Media.NONE) {
			return proceed(exchange, chain, call(exchange, arrival, caller, CallBody.NONE, Envelope.NONE, headers));
		}
		return this.bodies.receive(exchange.getRequest(), arrival,
				(body, envelope, as) -> proceed(exchange, chain, call(exchange, arrival, caller, body, envelope, as)));
	}

	private static Mono<Void> proceed(ServerWebExchange exchange, WebFilterChain chain, ClientCall call) {
		call.attachTo(exchange.getAttributes());
		// The context is kept here: whoever looks for the route asks for it, several
		// times.
		return chain.filter(new CallExchange(exchange, call)).contextWrite(Function.identity());
	}

	private static ClientCall call(ServerWebExchange exchange, Arrival arrival, Caller caller, CallBody body,
			Envelope envelope, HttpHeaders headers) {
		ServerHttpRequest request = exchange.getRequest();
		Endpoint endpoint = arrival.endpoint();
		Envelope facts = endpoint.inPath() ? envelope.fromPath(endpoint.model(), endpoint.stream()) : envelope;
		return new ClientCall(arrival.requestId(), endpoint.dialect(), facts, body, caller, headers,
				request.getPath().pathWithinApplication().value(), request.getURI().getRawQuery(),
				arrival.receivedNanos(), new DecisionNotes());
	}

}
