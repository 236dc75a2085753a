package dev.sluice.price;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.price.TariffQuote.Limits;

/** The tariffs and limits of one provider's models. Changed only while it is made. */
final class PriceList {

	private final Map<String, Tariff> tariffs = new HashMap<>();

	private final Map<String, Limits> limits = new HashMap<>();

	private final Remembered<Listing> remembered = new Remembered<>();

	private @Nullable Tariff others;

	void put(String model, Tariff tariff) {
		this.tariffs.put(model, tariff);
		this.remembered.forget();
	}

	void putIfAbsent(String model, Tariff tariff) {
		this.tariffs.putIfAbsent(model, tariff);
		this.remembered.forget();
	}

	void put(String model, Limits limits) {
		this.limits.put(model, limits);
		this.remembered.forget();
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
		return listing(model).tariff();
	}

	Map<String, Tariff> tariffs() {
		return this.tariffs;
	}

	Limits limits(String model) {
		return listing(model).limits();
	}

	private Listing listing(String model) {
		return this.remembered.of(model, this::look);
	}

	private Listing look(String model) {
		Limits limits = DatedName.find(model, this.limits::get);
		return new Listing(DatedName.find(model, this.tariffs::get), (limits != null) ? limits : Limits.NONE);
	}

	private record Listing(@Nullable Tariff tariff, Limits limits) {
	}

}
