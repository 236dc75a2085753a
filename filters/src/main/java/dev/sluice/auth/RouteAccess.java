package dev.sluice.auth;

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.util.PatternMatchUtils;
import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.ClientCall;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Permission;

/**
 * What a route asks of its callers beyond what every call is asked.
 *
 * @param permission what the credential must be good for
 * @param tenants the organizations that may use the route; empty for all
 * @param models globs of the models that the route serves; empty for all
 * @param also what another line of the same route asks, or null
 */
record RouteAccess(Permission permission, Set<String> tenants, Set<String> models, @Nullable RouteAccess also) {

	private static final String ATTRIBUTE = RouteAccess.class.getName();

	RouteAccess {
		tenants = Set.copyOf(tenants);
		models = Set.copyOf(models);
	}

	void attachTo(ServerWebExchange exchange) {
		RouteAccess before = find(exchange);
		exchange.getAttributes()
			.put(ATTRIBUTE,
					(before != null) ? new RouteAccess(this.permission, this.tenants, this.models, before) : this);
	}

	static @Nullable RouteAccess find(ServerWebExchange exchange) {
		return (RouteAccess) exchange.getAttributes().get(ATTRIBUTE);
	}

	void check(ClientCall call) {
		require(call, this.permission);
		if (!this.tenants.isEmpty() && !this.tenants.contains(call.caller().tenant())) {
			throw new GatewayException(ErrorKind.FORBIDDEN,
					"Your organization may not use this route. Ask whoever runs the gateway.");
		}
		if (!this.models.isEmpty()) {
			requireModel(call, this.models);
		}
		if (this.also != null) {
			this.also.check(call);
		}
	}

	static void require(ClientCall call, Permission permission) {
		if (!call.caller().may(permission)) {
			throw new GatewayException(ErrorKind.FORBIDDEN, "Your key lacks the permission '"
					+ permission.name().toLowerCase(Locale.ROOT) + "' that this call needs.");
		}
	}

	static void requireModel(ClientCall call, Set<String> globs) {
		String model = call.envelope().model();
		if (model == null) {
			throw new GatewayException(ErrorKind.FORBIDDEN,
					"Your key is limited to some models, so a call has to name one of them (model_not_allowed).")
				.param("model");
		}
		for (String glob : globs) {
			if (PatternMatchUtils.simpleMatch(glob, model)) {
				return;
			}
		}
		throw new GatewayException(ErrorKind.FORBIDDEN, "The model '" + shown(model)
				+ "' is not among those that this key or route may use (model_not_allowed).")
			.param("model");
	}

	private static String shown(String model) {
		return (model.length() <= 200) ? model : model.substring(0, 200) + "…";
	}

}
