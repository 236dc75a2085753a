package dev.sluice.auth;

import java.util.Set;

import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Operation;
import dev.sluice.call.Permission;
import dev.sluice.stage.AdmissionCheck;

/** May this credential make this call, on this route, with this model? */
final class PermissionCheck implements AdmissionCheck, Ordered {

	@Override
	public int getOrder() {
		return 0;
	}

	@Override
	public void check(ServerWebExchange exchange, ClientCall call) {
		Operation operation = call.dialect().operation();
		if (operation == Operation.PING) {
			return;
		}
		boolean list = operation == Operation.MODELS;
		RouteAccess.require(call, list ? Permission.READ : Permission.WRITE);
		Set<String> models = call.caller().models();
		if (models != null && !list) {
			RouteAccess.requireModel(call, models);
		}
		RouteAccess route = RouteAccess.find(exchange);
		if (route != null) {
			route.check(call);
		}
	}

}
