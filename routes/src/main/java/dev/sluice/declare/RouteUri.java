package dev.sluice.declare;

import java.net.URI;
import java.net.URISyntaxException;

import org.jspecify.annotations.Nullable;

import dev.sluice.resolve.AiUri;

/** Reads the {@code uri} of a route. */
final class RouteUri {

	private RouteUri() {
	}

	/**
	 * Reads an address.
	 * @param reference the address as written
	 * @param problems where to report what is wrong
	 * @return the address, or null when no route can lead there
	 */
	static @Nullable URI parse(Reference reference, Problems problems) {
		try {
			URI uri = new URI(reference.text());
			if (AiUri.SCHEME.equals(uri.getScheme())) {
				AiUri.parse(uri);
				return uri;
			}
			if (uri.getScheme() != null && (uri.getHost() != null || !uri.getScheme().startsWith("http"))) {
				return uri;
			}
		}
		catch (URISyntaxException ex) {
			problems.add(reference.place(), "'" + reference.text() + "' is no URI: " + ex.getReason()
					+ "; use ai://auto or an address such as https://host");
			return null;
		}
		catch (IllegalArgumentException ex) {
			problems.add(reference.place(), String.valueOf(ex.getMessage()));
			return null;
		}
		problems.add(reference.place(),
				"'" + reference.text() + "' has no scheme and host; use ai://auto or an address such as https://host");
		return null;
	}

}
