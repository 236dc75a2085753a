package dev.sluice.call;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * One call as received. Immutable but for its notes.
 *
 * @param requestId the id that answer, records and logs share
 * @param dialect the client's wire format
 * @param envelope the facts that decisions need
 * @param body the bytes
 * @param caller who calls
 * @param headers the request's headers as received; read-only, and never copied upstream
 * but by the allow-list
 * @param path the request's path, without query
 * @param rawQuery the query as received, or null
 * @param receivedNanos {@link System#nanoTime()} when the headers arrived
 * @param notes decisions taken on the way
 */
public record ClientCall(String requestId, Dialect dialect, Envelope envelope, CallBody body, Caller caller,
		HttpHeaders headers, String path, @Nullable String rawQuery, long receivedNanos, DecisionNotes notes) {

	private static final String ATTRIBUTE = ClientCall.class.getName();

	/**
	 * Attaches the call to its exchange.
	 * @param attributes the exchange's attributes
	 */
	public void attachTo(Map<String, Object> attributes) {
		attributes.put(ATTRIBUTE, this);
	}

	/**
	 * The call of an exchange.
	 * @param exchange any exchange
	 * @return its call, or null when the exchange is none of ours
	 */
	public static @Nullable ClientCall find(ServerWebExchange exchange) {
		return (ClientCall) exchange.getAttributes().get(ATTRIBUTE);
	}

	/**
	 * The call of an exchange that must have one.
	 * @param exchange an exchange on an {@code ai:} route
	 * @return its call
	 * @throws GatewayException when the path is not one that carries model calls
	 */
	public static ClientCall of(ServerWebExchange exchange) {
		ClientCall call = find(exchange);
		if (call == null) {
			throw new GatewayException(ErrorKind.NOT_FOUND, "No model API answers at this path. "
					+ "Use one of the paths in docs/http.md, such as POST /v1/chat/completions.");
		}
		return call;
	}

	/**
	 * The same call with other facts or bytes.
	 * @param envelope the new facts
	 * @param body the new bytes
	 * @return a copy that shares the notes
	 */
	public ClientCall with(Envelope envelope, CallBody body) {
		return new ClientCall(this.requestId, this.dialect, envelope, body, this.caller, this.headers, this.path,
				this.rawQuery, this.receivedNanos, this.notes);
	}

}
