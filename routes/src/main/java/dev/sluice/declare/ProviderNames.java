package dev.sluice.declare;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.sluice.catalog.Catalogue;

/**
 * Which providers route files may name.
 *
 * @param known whether a provider of that name exists
 * @param nearest the names nearest to a misspelt one
 */
public record ProviderNames(Predicate<String> known, Function<String, List<String>> nearest) {

	/** Any name will do: there is no catalogue to look it up in. */
	public static final ProviderNames ANY = new ProviderNames((name) -> true, (name) -> List.of());

	/**
	 * The providers of a catalogue.
	 * @param catalogue the catalogue
	 * @return its names
	 */
	public static ProviderNames of(Catalogue catalogue) {
		return new ProviderNames((name) -> catalogue.find(name) != null, catalogue::nearest);
	}

}
