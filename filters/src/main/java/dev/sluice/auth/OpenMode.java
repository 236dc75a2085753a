package dev.sluice.auth;

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;

import dev.sluice.call.Caller;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Permission;

/**
 * Whom the gateway serves without a key: the programs of this machine. A loopback address
 * alone does not keep others out, since any web page can make a browser on this machine
 * send requests there.
 *
 * @param originsVetted whether the CORS filter has looked at the origin already
 */
record OpenMode(boolean originsVetted) {

	private static final Mono<Caller> OPEN = Mono
		.just(new Caller(Caller.DEFAULT_TENANT, "open", Set.of(Permission.READ, Permission.WRITE), null, Set.of()));

	private static final Mono<Caller> PAGE = refusal("This request comes from a web page. Allow its origin with "
			+ "sluice.http.cors.allowed-origins, or send a key.");

	// A page can give its own name the address of this machine; the header tells.
	private static final Mono<Caller> NAME = refusal("Without a key this gateway answers to localhost only, and the "
			+ "request was sent to another name. Call http://localhost, or send a key.");

	private static Mono<Caller> refusal(String message) {
		return Mono.error(() -> new GatewayException(ErrorKind.FORBIDDEN, message));
	}

	/** The caller without a key, or a refusal. */
	Mono<Caller> caller(HttpHeaders headers) {
		if (!isLocal(headers.getFirst(HttpHeaders.HOST))) {
			return NAME;
		}
		return (this.originsVetted || !isForeignPage(headers.getFirst(HttpHeaders.ORIGIN))) ? OPEN : PAGE;
	}

	// Programs that are built like browsers have schemes of their own, web pages have
	// not.
	private static boolean isForeignPage(@Nullable String origin) {
		if (origin == null) {
			return false;
		}
		int host = origin.indexOf("://") + 3;
		boolean page = origin.regionMatches(true, 0, "http", 0, 4) && host > 3;
		return page ? !isLocal(origin.substring(host)) : origin.equals("null");
	}

	private static boolean isLocal(@Nullable String authority) {
		if (authority == null || authority.startsWith("127.0.0.1:") || authority.startsWith("localhost:")) {
			return true;
		}
		String host = host(authority).toLowerCase(Locale.ROOT);
		return host.equals("localhost") || host.equals("[::1]") || isLoopback(host) || host.endsWith(".localhost")
				|| host.endsWith(".internal") || host.endsWith(".local");
	}

	private static String host(String authority) {
		int port = authority.lastIndexOf(':');
		return (port > authority.lastIndexOf(']')) ? authority.substring(0, port) : authority;
	}

	private static boolean isLoopback(String host) {
		return host.startsWith("127.") && host.chars().allMatch((sign) -> sign == '.' || (sign >= '0' && sign <= '9'));
	}

}
