package dev.sluice.declare;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One predicate or filter of a route.
 *
 * @param place where it begins
 * @param name the factory's name
 * @param shortcut what stands behind {@code =} in the short form, or null in the expanded
 * form
 * @param arguments the arguments of the expanded form
 */
record FactoryLine(Place place, String name, @Nullable String shortcut, List<Argument> arguments) {

	/**
	 * One argument of the expanded form, flattened as property names are.
	 *
	 * @param place where its name stands
	 * @param path such as {@code models[0]} or {@code backoff.factor}
	 * @param value the value
	 */
	record Argument(Place place, String path, String value) {
	}

}
