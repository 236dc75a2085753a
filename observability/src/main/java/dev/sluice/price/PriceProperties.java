package dev.sluice.price;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.sluice.catalog.NearestNames;
import dev.sluice.catalog.Price;
import dev.sluice.catalog.PriceUnit;
import dev.sluice.catalog.PriceWhen;

/**
 * Prices that the operator sets.
 *
 * @param unknown What a model without a price costs. 'refuse' leaves the cost unknown,
 * and calls that have a budget are refused; 'default' charges default-price; 'free'
 * charges nothing. Models of tier local are free whatever is set.
 * @param defaultPrice Prices of models without one, by unit, in US dollars per million
 * tokens or per piece; needed when unknown is 'default'. Units are input, output,
 * cached-read, cache-write-5m, cache-write-1h, reasoning, audio-input, audio-output,
 * image-input, image-output, image, request and web-search.
 * @param overrides Prices of single models, in the place of those of the catalogue.
 */
@ConfigurationProperties(prefix = "sluice.prices", ignoreUnknownFields = false)
record PriceProperties(@DefaultValue("refuse") Unknown unknown, @DefaultValue Map<String, BigDecimal> defaultPrice,
		@DefaultValue List<ModelPrice> overrides) {

	/** Checks that the default is there when it is needed. */
	PriceProperties {
		if (unknown == Unknown.DEFAULT && defaultPrice.isEmpty()) {
			throw new IllegalArgumentException(
					"sluice.prices.unknown is 'default', but sluice.prices.default-price is empty. Set input and output.");
		}
		if (!defaultPrice.isEmpty()) {
			tariff("sluice.prices.default-price",
					prices("sluice.prices.default-price", defaultPrice, null, PriceWhen.ALWAYS));
		}
	}

	/** What a model without a price costs. */
	Tariff unlisted() {
		return switch (this.unknown) {
			case REFUSE -> Tariff.UNKNOWN;
			case FREE -> Tariff.assumed(Tariff.FREE);
			case DEFAULT -> Tariff.assumed(tariff("sluice.prices.default-price",
					prices("sluice.prices.default-price", this.defaultPrice, null, PriceWhen.ALWAYS)));
		};
	}

	private static List<Price> prices(String where, Map<String, BigDecimal> usd, @Nullable String per, PriceWhen when) {
		List<Price> prices = new ArrayList<>();
		usd.forEach((name, amount) -> {
			PriceUnit unit = PriceUnit.byId(name);
			if (unit == null) {
				throw new IllegalArgumentException(where + " has the unit '" + name + "', which does not exist. "
						+ "Did you mean " + String.join(" or ", NearestNames.of(name, PriceUnit.ids())) + "?");
			}
			try {
				prices.add(new Price(name, unit.convert(amount, per), when, "operator", LocalDate.EPOCH));
			}
			catch (IllegalArgumentException ex) {
				throw new IllegalArgumentException(where + ".per " + ex.getMessage(), ex);
			}
		});
		return prices;
	}

	private static Tariff tariff(String where, List<Price> prices) {
		Tariff tariff;
		try {
			tariff = Tariffs.of(prices);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(where + ": " + ex.getMessage(), ex);
		}
		if (tariff == null) {
			throw new IllegalArgumentException(
					where + " must set both input and output, or image, or request. " + "Set 0 for what is free.");
		}
		return tariff;
	}

	/** What a model without a price costs. */
	enum Unknown {

		/** Nobody knows: calls that have a budget are refused. */
		REFUSE,

		/** The default price. */
		DEFAULT,

		/** Nothing. */
		FREE

	}

	/**
	 * The prices of one model.
	 *
	 * @param provider Name of the provider in the catalogue.
	 * @param model Model as that provider calls it, dated releases of it included, or '*'
	 * for every model of the provider that has no price of its own.
	 * @param per For how many tokens the amounts are: token, 1K or 1M.
	 * @param usd Amounts in US dollars by unit; 0 is free.
	 * @param when Amounts that apply under conditions; the one with the most conditions
	 * goes first.
	 */
	record ModelPrice(String provider, String model, @DefaultValue("1M") String per,
			@DefaultValue Map<String, BigDecimal> usd, @DefaultValue List<Conditional> when) {

		/** Checks the amounts. */
		ModelPrice {
			if (provider == null || provider.isBlank() || model == null || model.isBlank()) {
				throw new IllegalArgumentException(
						"An entry of sluice.prices.overrides lacks provider or model. Set both.");
			}
			PriceProperties.tariff(where(provider, model), all(where(provider, model), usd, per, when));
		}

		Tariff tariff() {
			String where = where(this.provider, this.model);
			return PriceProperties.tariff(where, all(where, this.usd, this.per, this.when));
		}

		private static List<Price> all(String where, Map<String, BigDecimal> usd, String per, List<Conditional> when) {
			List<Price> prices = new ArrayList<>(PriceProperties.prices(where, usd, per, PriceWhen.ALWAYS));
			when.forEach((conditional) -> prices
				.addAll(PriceProperties.prices(where + ".when", conditional.usd(), per, conditional.condition(where))));
			return prices;
		}

		private static String where(String provider, String model) {
			return "sluice.prices.overrides for " + provider + "/" + model;
		}

	}

	/**
	 * Prices that apply under conditions.
	 *
	 * @param inputTokens Range of input tokens, both ends included, such as '200001..'.
	 * @param utc Time of day, UTC, such as '16:30-00:30'; the end is excluded.
	 * @param serviceTier Service tier that was billed, such as 'flex'.
	 * @param resolution Size of pictures asked for, such as '1024x1536'.
	 * @param quality Quality of pictures asked for, such as 'hd'.
	 * @param usd Amounts in US dollars by unit.
	 */
	record Conditional(@Nullable String inputTokens, @Nullable String utc, @Nullable String serviceTier,
			@Nullable String resolution, @Nullable String quality, @DefaultValue Map<String, BigDecimal> usd) {

		PriceWhen condition(String where) {
			try {
				return PriceWhen.of(this.inputTokens, this.utc, this.serviceTier, this.resolution, this.quality);
			}
			catch (IllegalArgumentException ex) {
				throw new IllegalArgumentException(where + ".when " + ex.getMessage(), ex);
			}
		}

	}

}
