package dev.sluice.intake;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * One request that matched the endpoint table, from its first look until its answer. What
 * goes wrong before there is a call is answered with its help.
 */
final class Arrival {

	private static final String ATTRIBUTE = Arrival.class.getName();

	private final Endpoint endpoint;

	private final String requestId;

	private final long receivedNanos = System.nanoTime();

	private UnreadBody unread = UnreadBody.STRANGERS;

	private @Nullable ArrivingBody arriving;

	private boolean taken;

	private Arrival(Endpoint endpoint, String requestId) {
		this.endpoint = endpoint;
		this.requestId = requestId;
	}

	static Arrival of(ServerWebExchange exchange, Endpoint endpoint) {
		return new Arrival(endpoint, RequestIds.of(exchange.getRequest().getHeaders().getFirst(RequestIds.HEADER)));
	}

	/** From here on the answer bears the call's id, and failures speak its dialect. */
	static Arrival begin(ServerWebExchange exchange, Endpoint endpoint) {
		Arrival arrival = of(exchange, endpoint);
		exchange.getResponse().getHeaders().set(RequestIds.HEADER, arrival.requestId);
		exchange.getAttributes().put(ATTRIBUTE, arrival);
		return arrival;
	}

	static @Nullable Arrival find(ServerWebExchange exchange) {
		return (Arrival) exchange.getAttributes().get(ATTRIBUTE);
	}

	Endpoint endpoint() {
		return this.endpoint;
	}

	String requestId() {
		return this.requestId;
	}

	long receivedNanos() {
		return this.receivedNanos;
	}

	/** It is known who calls. */
	void known() {
		this.unread = UnreadBody.KNOWN;
	}

	UnreadBody unread() {
		return this.unread;
	}

	/** The body, for its one reader or for nobody. */
	ArrivingBody openBody(ServerHttpRequest request) {
		ArrivingBody body = this.arriving;
		if (body == null) {
			body = new ArrivingBody(request.getBody(), this.unread.bytes());
			this.arriving = body;
		}
		return body;
	}

	void bodyTaken() {
		this.taken = true;
	}

	/** How far the reading of the body has come. */
	Body body() {
		if (this.taken) {
			return Body.TAKEN;
		}
		return (this.arriving != null) ? Body.OPENED : Body.UNTOUCHED;
	}

	/** How far the reading of a body can come. */
	enum Body {

		/** Not a byte was asked for. */
		UNTOUCHED,
		/** Reading began; perhaps it was given up. */
		OPENED,
		/** All of it was read. */
		TAKEN

	}

}
