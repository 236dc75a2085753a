package dev.sluice.catalog;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Reads the prices of one model in a catalogue file. */
final class PriceReader {

	private static final Set<String> CONDITIONS = Set.of("input-tokens", "utc", "service-tier", "resolution",
			"quality");

	private static final Set<String> OTHER = Set.of("per", "when", "source", "date");

	/** The keys of a model's prices. */
	static final Set<String> KEYS = keys(OTHER);

	private static final Set<String> WHEN_KEYS = keys(CONDITIONS);

	private final StrictMapping file;

	private final StrictMapping prices;

	private final String source;

	private final LocalDate date;

	/**
	 * Creates a reader.
	 * @param file the whole file, which may give one source and date for all prices
	 * @param prices the prices of one model
	 */
	PriceReader(StrictMapping file, StrictMapping prices) {
		this.file = file;
		this.prices = prices;
		this.source = origin("source", "price-source");
		this.date = date(origin("date", "price-date"));
	}

	List<Price> read() {
		List<Price> read = new ArrayList<>();
		add(read, this.prices, PriceWhen.ALWAYS);
		for (StrictMapping conditional : this.prices.mappings("when", WHEN_KEYS)) {
			add(read, conditional, when(conditional));
		}
		return List.copyOf(read);
	}

	private void add(List<Price> read, StrictMapping from, PriceWhen when) {
		for (String key : from.keys()) {
			PriceUnit unit = PriceUnit.byId(key);
			if (unit != null) {
				read.add(new Price(key, amount(from, unit), when, this.source, this.date));
			}
		}
	}

	private PriceWhen when(StrictMapping conditional) {
		try {
			return PriceWhen.of(conditional.optional("input-tokens"), conditional.optional("utc"),
					conditional.optional("service-tier"), conditional.optional("resolution"),
					conditional.optional("quality"));
		}
		catch (IllegalArgumentException ex) {
			throw this.prices.wrong("when", String.valueOf(ex.getMessage()));
		}
	}

	private BigDecimal amount(StrictMapping from, PriceUnit unit) {
		BigDecimal amount = amount(from, unit.id());
		try {
			return unit.convert(amount, this.prices.optional("per"));
		}
		catch (IllegalArgumentException ex) {
			throw this.prices.wrong("per", String.valueOf(ex.getMessage()));
		}
	}

	private static BigDecimal amount(StrictMapping from, String unit) {
		String text = from.text(unit);
		try {
			BigDecimal amount = new BigDecimal(text);
			if (amount.signum() >= 0) {
				return amount;
			}
		}
		catch (NumberFormatException ex) {
			// Told below, with the place.
		}
		throw from.wrong(unit, "must be US dollars, not negative, but is '" + text + "'.");
	}

	/** A price's own source or date, or the one that the file gives for all. */
	private String origin(String key, String common) {
		@Nullable String own = this.prices.optional(key);
		String value = (own != null) ? own : this.file.optional(common);
		if (value == null) {
			throw this.prices.wrong(key, "is missing. Add it to the prices, or '" + common + "' to the file.");
		}
		return value;
	}

	private LocalDate date(String date) {
		try {
			return LocalDate.parse(date);
		}
		catch (DateTimeException ex) {
			throw this.prices.wrong("date", "must be a date such as 2026-11-20, but is '" + date + "'.");
		}
	}

	private static Set<String> keys(Set<String> besides) {
		Set<String> keys = new HashSet<>(PriceUnit.ids());
		keys.addAll(besides);
		return Set.copyOf(keys);
	}

}
