package dev.sluice.catalog;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

import dev.sluice.call.Dialect;
import dev.sluice.catalog.Provider.AuthStyle;

/** The fixed words of catalogue files and properties. */
final class ProviderWords {

	private static final List<String> TIERS = List.of("official", "community", "unofficial", "local");

	private ProviderWords() {
	}

	static String tier(String text, Function<String, CatalogueException> wrong) {
		if (!TIERS.contains(text)) {
			throw wrong.apply("must be official, community, unofficial or local, but is '" + text + "'.");
		}
		return text;
	}

	static AuthStyle auth(String text, Function<String, CatalogueException> wrong) {
		return Arrays.stream(AuthStyle.values())
			.filter((style) -> style.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text))
			.findFirst()
			.orElseThrow(() -> wrong
				.apply("must be bearer, x-api-key, x-goog-api-key, api-key or none, but is '" + text + "'."));
	}

	static Set<Dialect> dialects(Collection<String> ids, Function<String, CatalogueException> wrong) {
		Set<Dialect> dialects = EnumSet.noneOf(Dialect.class);
		for (String id : ids) {
			Dialect dialect = Dialect.byId(id);
			if (dialect == null) {
				throw wrong.apply("names '" + id + "', which is no dialect. Did you mean "
						+ String.join(" or ", NearestNames.of(id, dialectIds())) + "?");
			}
			dialects.add(dialect);
		}
		return Set.copyOf(dialects);
	}

	static Set<Quirk> quirks(Collection<String> ids, Function<String, CatalogueException> wrong) {
		Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
		for (String id : ids) {
			Quirk quirk = Quirk.byId(id);
			if (quirk == null) {
				throw wrong.apply("names '" + id + "', which is no quirk. Did you mean "
						+ String.join(" or ", NearestNames.of(id, Quirk.ids())) + "?");
			}
			quirks.add(quirk);
		}
		return Set.copyOf(quirks);
	}

	static ModelListing listing(String id, Function<String, CatalogueException> wrong) {
		ModelListing listing = ModelListing.byId(id);
		if (listing == null) {
			throw wrong.apply("must be openai, ollama or none, but is '" + id + "'.");
		}
		return listing;
	}

	static List<String> dialectIds() {
		return Arrays.stream(Dialect.values()).map(Dialect::id).toList();
	}

}
