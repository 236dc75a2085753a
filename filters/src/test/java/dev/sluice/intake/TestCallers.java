package dev.sluice.intake;

import java.util.Set;

import reactor.core.publisher.Mono;

import dev.sluice.call.Caller;
import dev.sluice.call.CallerResolver;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Permission;

/** Callers that are known by having any authorization at all. */
final class TestCallers {

	static final Caller KNOWN = new Caller("acme", "key-1", Set.of(Permission.WRITE), null, Set.of());

	static final CallerResolver RESOLVER = (headers, query) -> headers.containsHeader("authorization")
			? Mono.just(KNOWN)
			: Mono.error(new GatewayException(ErrorKind.UNAUTHENTICATED, "This call carries no key."));

	private TestCallers() {
	}

}
