package dev.sluice.catalog;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;

/** Reads one catalogue file and refuses whatever it does not understand. */
final class ProviderEntryReader {

	private static final Set<String> KEYS = Set.of("name", "type", "tier", "base-url", "base-url-env", "trim", "auth",
			"key-env", "keyless", "dialects", "price-source", "price-date", "models");

	private static final Set<String> MODEL_KEYS = Set.of("id", "display-name", "context", "output", "capabilities",
			"prices");

	private static final Set<String> PRICE_KEYS = Set.of("input", "output", "cached-read", "cache-write-5m",
			"cache-write-1h", "reasoning", "image", "request", "source", "date");

	private final StrictMapping file;

	private ProviderEntryReader(StrictMapping file) {
		this.file = file;
	}

	static ProviderEntry read(String file, String yaml) {
		return new ProviderEntryReader(StrictMapping.read(file, yaml, allKeys())).entry();
	}

	private static Set<String> allKeys() {
		Set<String> keys = new HashSet<>(KEYS);
		keys.addAll(TraitsReader.KEYS);
		return keys;
	}

	private ProviderEntry entry() {
		TraitsReader traits = new TraitsReader(this.file);
		return new ProviderEntry(name(), this.file.text("type"), this.file.text("base-url"),
				ProviderWords.tier(this.file.text("tier"), (text) -> this.file.wrong("tier", text)),
				ProviderWords.auth(this.file.text("auth"), (text) -> this.file.wrong("auth", text)),
				List.copyOf(this.file.texts("key-env")), List.copyOf(this.file.texts("base-url-env")),
				this.file.optional("trim"), this.file.flag("keyless"), dialects(), models(), traits.settings(),
				traits.traits());
	}

	private String name() {
		String name = this.file.text("name");
		if (!ProviderName.isValid(name)) {
			throw this.file.wrong("name", ProviderName.RULE);
		}
		return name;
	}

	private Set<Dialect> dialects() {
		return ProviderWords.dialects(this.file.texts("dialects"), (text) -> this.file.wrong("dialects", text));
	}

	private List<Model> models() {
		List<Model> models = new ArrayList<>();
		Set<String> ids = new HashSet<>();
		for (StrictMapping model : this.file.mappings("models", MODEL_KEYS)) {
			models.add(model(model));
			if (!ids.add(model.text("id"))) {
				throw model.wrong("id", "'" + model.text("id") + "' stands here twice. Keep one of them.");
			}
		}
		return List.copyOf(models);
	}

	private Model model(StrictMapping model) {
		StrictMapping prices = model.mapping("prices", PRICE_KEYS);
		return new Model(model.text("id"), model.optional("display-name"), model.number("context", -1),
				model.number("output", -1), Set.copyOf(model.texts("capabilities")),
				(prices != null) ? prices(prices) : List.of());
	}

	private List<Price> prices(StrictMapping prices) {
		String source = origin(prices, "source", "price-source");
		LocalDate date = date(prices, origin(prices, "date", "price-date"));
		return prices.keys()
			.stream()
			.filter((unit) -> !unit.equals("source") && !unit.equals("date"))
			.map((unit) -> new Price(unit, amount(prices, unit), source, date))
			.toList();
	}

	/** A price's own source or date, or the one that the file gives for all. */
	private String origin(StrictMapping prices, String key, String common) {
		@Nullable String own = prices.optional(key);
		String value = (own != null) ? own : this.file.optional(common);
		if (value == null) {
			throw prices.wrong(key, "is missing. Add it to the prices, or '" + common + "' to the file.");
		}
		return value;
	}

	private static LocalDate date(StrictMapping prices, String date) {
		try {
			return LocalDate.parse(date);
		}
		catch (DateTimeException ex) {
			throw prices.wrong("date", "must be a date such as 2026-11-20, but is '" + date + "'.");
		}
	}

	private static BigDecimal amount(StrictMapping prices, String unit) {
		String text = prices.text(unit);
		try {
			BigDecimal amount = new BigDecimal(text);
			if (amount.signum() >= 0) {
				return amount;
			}
		}
		catch (NumberFormatException ex) {
			// Told below, with the place.
		}
		throw prices.wrong(unit, "must be US dollars, not negative, but is '" + text + "'.");
	}

}
