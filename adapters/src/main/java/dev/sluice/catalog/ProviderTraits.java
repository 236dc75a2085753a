package dev.sluice.catalog;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;

/**
 * What is particular about one provider, beside its address and its models.
 *
 * @param assumed whether it is used at its usual address though nobody configured it
 * @param paths paths behind the base URL where they are not the usual ones
 * @param settings the values of its own settings, such as an account; empty ones are left
 * out
 * @param quirks how it deviates from the dialects that it copies
 * @param listing how it lists its models
 * @param selection which of its models may be used
 * @param description a file that describes its API, or null
 */
public record ProviderTraits(boolean assumed, Map<Dialect, String> paths, Map<String, String> settings,
		Set<Quirk> quirks, ModelListing listing, ModelSelection selection, @Nullable String description) {

	/** Nothing particular. */
	public static final ProviderTraits NONE = new ProviderTraits(false, Map.of(), Map.of(), Set.of(), ModelListing.NONE,
			ModelSelection.ALL, null);

	ProviderTraits with(Map<String, String> settings) {
		return new ProviderTraits(this.assumed, this.paths, settings, this.quirks, this.listing, this.selection,
				this.description);
	}

}
