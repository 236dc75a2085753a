package dev.sluice.dispatch;

import java.util.Map;

import org.springframework.cloud.gateway.route.Route;

import dev.sluice.resolve.AiUri;

/**
 * What the dispatcher needs of an {@code ai:} route, parsed once when the route is
 * loaded.
 *
 * @param routeId the route
 * @param uri how targets are found
 * @param clocks the four clocks
 * @param attempts how many attempts one call may make, from metadata {@code attempts}
 * @param strategy the name of the strategy, from metadata {@code strategy}
 */
public record RoutePlan(String routeId, AiUri uri, Clocks clocks, int attempts, String strategy) {

	/** The strategy of routes that name none: the order of the configuration. */
	public static final String DEFAULT_STRATEGY = "priority";

	/** The attempts of routes that set none. */
	public static final int DEFAULT_ATTEMPTS = 3;

	/**
	 * Parses a route.
	 * @param route a route whose URI has the scheme {@code ai}
	 * @param defaults the clocks of routes that set none
	 * @return its plan
	 * @throws IllegalArgumentException when URI or metadata cannot be used, saying why
	 */
	public static RoutePlan of(Route route, Clocks defaults) {
		Map<String, Object> metadata = route.getMetadata();
		return new RoutePlan(route.getId(), AiUri.parse(route.getUri()), Clocks.of(metadata, defaults),
				attempts(metadata), metadata.getOrDefault("strategy", DEFAULT_STRATEGY).toString());
	}

	private static int attempts(Map<String, Object> metadata) {
		Object value = metadata.getOrDefault("attempts", DEFAULT_ATTEMPTS);
		int attempts = (value instanceof Number number) ? number.intValue() : Integer.parseInt(value.toString());
		if (attempts < 1 || attempts > 20) {
			throw new IllegalArgumentException("attempts must be from 1 to 20, but is " + value);
		}
		return attempts;
	}

	// A route's hash is taken at every call and reaches its metadata; the id says enough.
	@Override
	public int hashCode() {
		return this.routeId.hashCode();
	}

}
