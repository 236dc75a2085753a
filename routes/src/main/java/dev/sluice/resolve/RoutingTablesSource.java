package dev.sluice.resolve;

/** Where resolution finds the routing tables that are valid now. */
@FunctionalInterface
public interface RoutingTablesSource {

	/**
	 * The valid tables.
	 * @return the same instance until the route files change
	 */
	RoutingTables current();

}
