package dev.sluice.translate;

import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * What a route allows when the target of a call speaks another dialect than its client.
 *
 * @param dialects the dialects that calls may be translated to; empty for all
 * @param strict whether a call is refused when anything would be lost
 * @param outputCap the output cap of translated calls whose client set none, or -1
 */
public record TranslationPolicy(Set<Dialect> dialects, boolean strict, long outputCap) {

	/** The policy of routes that set none: all dialects, losses are named. */
	public static final TranslationPolicy DEFAULT = new TranslationPolicy(Set.of(), false, -1);

	private static final String ATTRIBUTE = TranslationPolicy.class.getName();

	/** Copies the dialects. */
	public TranslationPolicy {
		dialects = Set.copyOf(dialects);
	}

	void attachTo(ServerWebExchange exchange) {
		exchange.getAttributes().put(ATTRIBUTE, this);
	}

	/**
	 * The policy of an exchange.
	 * @param exchange an exchange on an {@code ai:} route
	 * @return what its route set, or the default
	 */
	public static TranslationPolicy of(ServerWebExchange exchange) {
		Object policy = exchange.getAttributes().get(ATTRIBUTE);
		return (policy instanceof TranslationPolicy set) ? set : DEFAULT;
	}

	/**
	 * Refuses a translation that the route does not allow.
	 * @param from the client's dialect
	 * @param to the target's
	 * @throws GatewayException of kind {@code INVALID_REQUEST}
	 */
	public void check(Dialect from, Dialect to) {
		if (!this.dialects.isEmpty() && !this.dialects.contains(to)) {
			String allowed = this.dialects.stream().map(Dialect::id).sorted().collect(Collectors.joining(", "));
			throw new GatewayException(ErrorKind.INVALID_REQUEST, "This route does not translate calls from "
					+ from.id() + " to " + to.id() + ", only to: " + allowed + ". Choose another model.");
		}
	}

	/**
	 * The cap for a translated call.
	 * @param call the call
	 * @param allowed the cap that the money sets, or -1
	 * @return the cap that must not be exceeded, or -1
	 */
	public long cap(ClientCall call, long allowed) {
		if (call.envelope().maxOutputTokens() >= 0 || this.outputCap < 0) {
			return allowed;
		}
		return (allowed < 0) ? this.outputCap : Math.min(allowed, this.outputCap);
	}

}
