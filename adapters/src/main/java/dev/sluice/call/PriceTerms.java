package dev.sluice.call;

import org.jspecify.annotations.Nullable;

/**
 * What a request asks for that can change its price.
 *
 * @param serviceTier such as {@code flex} or {@code priority}, or null
 * @param size of pictures, such as {@code 1024x1536}, or null
 * @param quality of pictures, such as {@code hd}, or null
 */
public record PriceTerms(@Nullable String serviceTier, @Nullable String size, @Nullable String quality) {

	/** A request that leaves everything to the provider. */
	public static final PriceTerms USUAL = new PriceTerms(null, null, null);

	/**
	 * Makes the terms.
	 * @param serviceTier the tier asked for, or null
	 * @param size the size asked for, or null
	 * @param quality the quality asked for, or null
	 * @return {@link #USUAL} when nothing is asked for
	 */
	public static PriceTerms of(@Nullable String serviceTier, @Nullable String size, @Nullable String quality) {
		return (serviceTier == null && size == null && quality == null) ? USUAL
				: new PriceTerms(serviceTier, size, quality);
	}

}
