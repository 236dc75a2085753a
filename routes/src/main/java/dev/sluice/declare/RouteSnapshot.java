package dev.sluice.declare;

import java.util.List;
import java.util.Map;

import org.springframework.cloud.gateway.route.Route;

import dev.sluice.resolve.RoutingTables;

/**
 * One whole set of routes and tables, ready for use.
 *
 * @param routes the routes, in order
 * @param tables rules, aliases and groups
 * @param contents everything declared, by kind and name, to compare sets with
 * @param events what Spring Cloud Gateway's own parts want to hear when the set is
 * applied
 * @param listing the routes as operators are shown them
 */
record RouteSnapshot(List<Route> routes, RoutingTables tables, Map<String, Object> contents, List<Object> events,
		RouteListing listing) {

	RouteSnapshot {
		routes = List.copyOf(routes);
		events = List.copyOf(events);
	}

	/**
	 * The same set, declared elsewhere.
	 * @param now where it is declared now
	 * @return a snapshot with the routes of this one
	 */
	RouteSnapshot located(RouteListing now) {
		return new RouteSnapshot(this.routes, this.tables, this.contents, this.events, now);
	}

}
