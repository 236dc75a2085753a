package dev.sluice.predicate;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.CallBody;
import dev.sluice.call.Caller;
import dev.sluice.call.ClientCall;
import dev.sluice.call.DecisionNotes;
import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.Extensions;
import dev.sluice.call.PriceTerms;

/** Exchanges that carry a call, as the intake leaves them. */
final class Calls {

	private Dialect dialect = Dialect.OPENAI_CHAT;

	private @Nullable String model;

	private boolean stream;

	private Extensions extensions = Extensions.NONE;

	private final HttpHeaders headers = new HttpHeaders();

	private @Nullable String query;

	static Calls call() {
		return new Calls();
	}

	static ServerWebExchange none() {
		return MockServerWebExchange.from(MockServerHttpRequest.get("/anything?provider=openai&tier=local"));
	}

	Calls dialect(Dialect dialect) {
		this.dialect = dialect;
		return this;
	}

	Calls model(String model) {
		this.model = model;
		return this;
	}

	Calls stream() {
		this.stream = true;
		return this;
	}

	Calls body(@Nullable String provider, @Nullable String preference) {
		this.extensions = new Extensions(provider, preference, null, null, null, false);
		return this;
	}

	Calls header(String name, String value) {
		this.headers.add(name, value);
		return this;
	}

	Calls query(String query) {
		this.query = query;
		return this;
	}

	ServerWebExchange exchange() {
		ServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/v1/chat/completions"));
		Envelope envelope = new Envelope(this.model, null, this.stream, -1, null, null, -1, 1, null, false, false, null,
				PriceTerms.USUAL, this.extensions, java.util.List.of(), -1, true);
		Caller caller = new Caller(Caller.DEFAULT_TENANT, "test", Set.of(), null, Set.of());
		new ClientCall("r1", this.dialect, envelope, CallBody.NONE, caller, this.headers, "/v1/chat/completions",
				this.query, 0, new DecisionNotes())
			.attachTo(exchange.getAttributes());
		return exchange;
	}

}
