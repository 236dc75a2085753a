package dev.sluice.price;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.price.TariffQuote.Limits;

/** The tariffs and limits of one provider's models. Changed only while it is made. */
final class PriceList {

	private final Map<String, Tariff> tariffs = new HashMap<>();

	private final Map<String, Limits> limits = new HashMap<>();

	private @Nullable Tariff others;

	void put(String model, Tariff tariff) {
		this.tariffs.put(model, tariff);
	}

	void putIfAbsent(String model, Tariff tariff) {
		this.tariffs.putIfAbsent(model, tariff);
	}

	void put(String model, Limits limits) {
		this.limits.put(model, limits);
	}

	/**
	 * Sets the prices of every model that has none of its own.
	 */
	void others(Tariff tariff) {
		this.others = tariff;
	}

	/**
	 * The prices of a model.
	 * @param model its name, dated or not
	 * @return its tariff, that of all other models, or null
	 */
	@Nullable Tariff find(String model) {
		Tariff own = listed(model);
		return (own != null) ? own : this.others;
	}

	/**
	 * The prices listed for a model itself.
	 */
	@Nullable Tariff listed(String model) {
		return DatedName.find(model, this.tariffs::get);
	}

	Map<String, Tariff> tariffs() {
		return this.tariffs;
	}

	Limits limits(String model) {
		Limits found = DatedName.find(model, this.limits::get);
		return (found != null) ? found : Limits.NONE;
	}

}
