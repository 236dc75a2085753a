package dev.sluice.declare;

import java.util.List;

/**
 * The routes of one set as operators are shown them.
 *
 * @param routes in the order in which they are tried
 * @param version the same for the same routes
 */
record RouteListing(List<RouteView> routes, String version) {

	static RouteListing of(List<RouteView> routes) {
		return new RouteListing(List.copyOf(routes), Version.of(routes.toString()));
	}

}
