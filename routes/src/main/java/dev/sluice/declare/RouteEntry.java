package dev.sluice.declare;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One element of {@code routes}.
 *
 * @param id the route's id
 * @param place where it begins
 * @param enabled false removes the bundled route of that id
 * @param uri where it leads, or null when none is given
 * @param order the order among all routes of the gateway, or null when none is given
 * @param predicates when it applies
 * @param filters what is done on the way
 * @param metadata settings of the route
 * @param metadataPlaces where each setting stands
 */
record RouteEntry(String id, Place place, boolean enabled, @Nullable Reference uri, @Nullable Integer order,
		List<FactoryLine> predicates, List<FactoryLine> filters, Map<String, Object> metadata,
		Map<String, Place> metadataPlaces) implements Entry {

	@Override
	public boolean whole() {
		return this.uri != null;
	}

	/**
	 * The route in the place of a bundled one, whose order it keeps unless it has its
	 * own.
	 * @param bundled what it overrides
	 * @return the route to use
	 */
	RouteEntry insteadOf(RouteEntry bundled) {
		return (this.order != null) ? this : new RouteEntry(this.id, this.place, this.enabled, this.uri, bundled.order,
				this.predicates, this.filters, this.metadata, this.metadataPlaces);
	}

}
