package dev.sluice.resolve;

import java.net.URI;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The address of an {@code ai:} route.
 *
 * @param kind how targets are found
 * @param name the provider, tier, group or alias, or null for the kinds without one
 */
public record AiUri(Kind kind, @Nullable String name) {

	/** The URI scheme. */
	public static final String SCHEME = "ai";

	/** How the targets of a route are found. */
	public enum Kind {

		/** {@code ai://auto}: by the model, through aliases and rules. */
		AUTO(false),
		/** {@code ai://registry}: answered by the gateway's own list of models. */
		REGISTRY(false),
		/** {@code ai://provider/NAME}: one provider. */
		PROVIDER(true),
		/** {@code ai://tier/NAME}: the configured providers of a tier. */
		TIER(true),
		/** {@code ai://group/NAME}: the targets of a group. */
		GROUP(true),
		/**
		 * {@code ai://model/ALIAS}: the targets of an alias, whatever the client named.
		 */
		MODEL(true);

		private final boolean named;

		Kind(boolean named) {
			this.named = named;
		}

	}

	/**
	 * Reads the URI of a route.
	 * @param uri such as {@code ai://provider/openai}
	 * @return its meaning
	 * @throws IllegalArgumentException when it is none, saying what is allowed
	 */
	public static AiUri parse(URI uri) {
		String name = (uri.getPath() == null || uri.getPath().length() < 2) ? null : uri.getPath().substring(1);
		for (Kind kind : Kind.values()) {
			if (kind.name().equalsIgnoreCase(uri.getHost()) && kind.named == (name != null)) {
				return new AiUri(kind, name);
			}
		}
		throw new IllegalArgumentException("'" + uri + "' is no address of an ai: route. Use ai://auto, ai://registry, "
				+ "ai://provider/NAME, ai://tier/NAME, ai://group/NAME or ai://model/ALIAS.");
	}

	/** The address as it is written in a route. */
	@Override
	public String toString() {
		String host = this.kind.name().toLowerCase(Locale.ROOT);
		return SCHEME + "://" + host + ((this.name != null) ? "/" + this.name : "");
	}

}
