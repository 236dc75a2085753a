package dev.sluice.catalog;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** What a price is paid for. */
public enum PriceUnit {

	/** Input tokens that no other unit is the price of. */
	INPUT(true),
	/** Input tokens read from the provider's cache. */
	CACHED_READ(true),
	/** Input tokens written to the provider's cache for five minutes. */
	CACHE_WRITE_5M(true),
	/** Input tokens written to the provider's cache for an hour. */
	CACHE_WRITE_1H(true),
	/** Input tokens of sound. */
	AUDIO_INPUT(true),
	/** Input tokens of pictures. */
	IMAGE_INPUT(true),
	/** Output tokens that no other unit is the price of. */
	OUTPUT(true),
	/** Output tokens spent on reasoning. */
	REASONING(true),
	/** Output tokens of sound. */
	AUDIO_OUTPUT(true),
	/** Output tokens of pictures. */
	IMAGE_OUTPUT(true),
	/** A picture made. */
	IMAGE(false),
	/** A call answered. */
	REQUEST(false),
	/** A search on the web. */
	WEB_SEARCH(false);

	private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

	private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

	private final boolean tokens;

	PriceUnit(boolean tokens) {
		this.tokens = tokens;
	}

	/**
	 * The name used in catalogue files and properties, such as {@code cached-read}.
	 * @return lower case, words joined by hyphens
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Whether it is paid by the token rather than by the piece.
	 * @return true for tokens
	 */
	public boolean tokens() {
		return this.tokens;
	}

	/**
	 * Finds a unit by its name.
	 * @param id such as {@code cached-read}
	 * @return the unit, or null
	 */
	public static @Nullable PriceUnit byId(String id) {
		return Arrays.stream(values()).filter((unit) -> unit.id.equals(id)).findFirst().orElse(null);
	}

	/**
	 * The names of all units.
	 * @return in their order
	 */
	public static List<String> ids() {
		return Arrays.stream(values()).map(PriceUnit::id).toList();
	}

	/**
	 * Converts an amount to the one that the catalogue keeps: dollars per million tokens,
	 * or per piece.
	 * @param amount US dollars
	 * @param per for how many tokens: {@code token}, {@code 1K}, {@code 1M}, or null for
	 * a million
	 * @return US dollars
	 * @throws IllegalArgumentException when {@code per} is another word
	 */
	public BigDecimal convert(BigDecimal amount, @Nullable String per) {
		BigDecimal factor = switch ((per != null) ? per.toLowerCase(Locale.ROOT) : "1m") {
			case "1m" -> BigDecimal.ONE;
			case "1k" -> BigDecimal.valueOf(1_000);
			case "token" -> MILLION;
			default -> throw new IllegalArgumentException("must be token, 1K or 1M, but is '" + per + "'.");
		};
		return this.tokens ? amount.multiply(factor) : amount;
	}

}
