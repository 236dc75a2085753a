package dev.sluice.declare;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * One declared route as operators are shown it.
 *
 * @param id its name
 * @param uri where it leads, without credentials
 * @param order its order among all routes of the gateway
 * @param predicates when it applies
 * @param filters what is done on the way
 * @param metadata its settings
 * @param file the file that declares it
 * @param line where in the file, from 1
 */
record RouteView(String id, String uri, int order, List<Part> predicates, List<Part> filters,
		Map<String, Object> metadata, String file, int line) {

	/**
	 * A view of a route.
	 * @param definition what it is made of
	 * @param place where it is declared
	 * @return the view
	 */
	static RouteView of(RouteDefinition definition, Place place) {
		return new RouteView(String.valueOf(definition.getId()), shown(definition.getUri()), definition.getOrder(),
				definition.getPredicates()
					.stream()
					.map((part) -> new Part(String.valueOf(part.getName()), part.getArgs()))
					.toList(),
				definition.getFilters()
					.stream()
					.map((part) -> new Part(String.valueOf(part.getName()), part.getArgs()))
					.toList(),
				definition.getMetadata(), place.file(), place.line());
	}

	private static String shown(@Nullable URI uri) {
		if (uri == null || uri.getRawUserInfo() == null) {
			return String.valueOf(uri);
		}
		return UriComponentsBuilder.fromUri(uri).userInfo(null).build().toUriString();
	}

	/**
	 * A predicate or filter.
	 *
	 * @param name its name
	 * @param args its arguments, flattened as property names are
	 */
	record Part(String name, Map<String, String> args) {
	}

}
