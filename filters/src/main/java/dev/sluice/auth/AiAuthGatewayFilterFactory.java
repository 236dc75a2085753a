package dev.sluice.auth;

import java.util.List;
import java.util.Set;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;

import dev.sluice.call.Permission;

/**
 * {@code AiAuth}: narrows who may use a route. It configures the ADMIT stage, which
 * checks callers on every {@code ai:} route with or without it.
 */
public final class AiAuthGatewayFilterFactory extends AbstractGatewayFilterFactory<AiAuthGatewayFilterFactory.Config> {

	/** Creates the factory. */
	public AiAuthGatewayFilterFactory() {
		super(Config.class);
	}

	@Override
	public List<String> shortcutFieldOrder() {
		return List.of("permission");
	}

	@Override
	public GatewayFilter apply(Config config) {
		RouteAccess access = new RouteAccess(config.permission, Set.copyOf(config.tenants), Set.copyOf(config.models),
				null);
		return (exchange, chain) -> {
			access.attachTo(exchange);
			return chain.filter(exchange);
		};
	}

	/** What a route asks of its callers. */
	public static final class Config {

		private Permission permission = Permission.WRITE;

		private List<String> tenants = List.of();

		private List<String> models = List.of();

		/**
		 * What the credential must be good for.
		 * @return {@code read}, {@code write} or {@code admin}; {@code write} by default
		 */
		public Permission getPermission() {
			return this.permission;
		}

		/**
		 * Sets what the credential must be good for.
		 * @param permission {@code read}, {@code write} or {@code admin}
		 */
		public void setPermission(Permission permission) {
			this.permission = permission;
		}

		/**
		 * The organizations that may use the route.
		 * @return their names; empty for all, which is the default
		 */
		public List<String> getTenants() {
			return this.tenants;
		}

		/**
		 * Sets the organizations that may use the route.
		 * @param tenants their names; empty for all
		 */
		public void setTenants(List<String> tenants) {
			this.tenants = tenants;
		}

		/**
		 * The models that may be asked for on the route.
		 * @return globs such as {@code gpt-4*}; empty for all, which is the default
		 */
		public List<String> getModels() {
			return this.models;
		}

		/**
		 * Sets the models that may be asked for on the route.
		 * @param models globs such as {@code gpt-4*}; empty for all
		 */
		public void setModels(List<String> models) {
			this.models = models;
		}

	}

}
