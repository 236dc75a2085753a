package dev.sluice.declare;

import java.util.List;

/** Hears of every set of route files that was judged while the gateway runs. */
@FunctionalInterface
interface RouteListener {

	/**
	 * A set was judged.
	 * @param applied whether it is in force now
	 * @param routes ids of the routes in force
	 * @param problems what is wrong with the files; empty when applied
	 */
	void judged(boolean applied, List<String> routes, List<Problem> problems);

}
