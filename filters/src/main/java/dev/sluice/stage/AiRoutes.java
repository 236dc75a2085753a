package dev.sluice.stage;

import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ServerWebExchange;

/** Tells exchanges on {@code ai:} routes from those of the host's own routes. */
final class AiRoutes {

	private static final String SCHEME = "ai";

	private AiRoutes() {
	}

	static boolean matches(ServerWebExchange exchange) {
		Object route = exchange.getAttributes().get(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
		return route instanceof Route found && SCHEME.equalsIgnoreCase(found.getUri().getScheme());
	}

}
