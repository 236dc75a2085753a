package dev.sluice.price;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.Model;
import dev.sluice.catalog.Provider;
import dev.sluice.price.TariffQuote.Limits;

/** Compiles the catalogue's prices and lays the operator's over them. */
final class PriceBookBuilder {

	private static final Logger logger = LoggerFactory.getLogger(PriceBookBuilder.class);

	private final Catalogue catalogue;

	private final PriceProperties properties;

	private final Map<String, PriceList> lists = new LinkedHashMap<>();

	private final Map<String, PriceList> official = new LinkedHashMap<>();

	PriceBookBuilder(Catalogue catalogue, PriceProperties properties) {
		this.catalogue = catalogue;
		this.properties = properties;
	}

	/**
	 * Makes the book.
	 * @throws IllegalArgumentException when an override names no provider
	 */
	PriceBook build() {
		this.catalogue.providers().forEach(this::add);
		this.properties.overrides().forEach(this::override);
		return new CataloguePriceBook(this.lists, this.official, this.properties.unlisted());
	}

	private void add(Provider provider) {
		PriceList list = new PriceList();
		for (Model model : provider.models()) {
			list.put(model.id(), new Limits(model.contextTokens(), model.outputTokens()));
			if (!model.prices().isEmpty()) {
				add(list, provider.name(), model);
			}
		}
		this.lists.put(provider.name(), list);
		if (provider.tier().equals("official")) {
			this.official.put(provider.name(), list);
		}
	}

	private static void add(PriceList list, String provider, Model model) {
		Tariff tariff = Tariffs.of(model.prices());
		if (tariff != null) {
			list.put(model.id(), tariff);
		}
		else {
			logger.warn("The prices of {}/{} leave input or output open, so it counts as a model without a price.",
					provider, model.id());
		}
	}

	private void override(PriceProperties.ModelPrice override) {
		PriceList list = this.lists.get(override.provider());
		if (list == null) {
			List<String> near = this.catalogue.nearest(override.provider());
			throw new IllegalArgumentException("sluice.prices.overrides names provider '" + override.provider()
					+ "', which does not exist. Did you mean " + String.join(" or ", near) + "?");
		}
		if (override.model().equals("*")) {
			list.others(override.tariff());
		}
		else {
			list.put(override.model(), override.tariff());
		}
	}

}
