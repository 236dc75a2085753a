package dev.sluice.price;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Usage;
import dev.sluice.catalog.PriceUnit;

/**
 * All prices of one model. Where several apply, the one with the most conditions decides,
 * among equals the dearest.
 */
final class Tariff {

	/** Prices by which everything is free. */
	static final Tariff FREE = new Tariff("free", List.of(), Rates.FREE, false);

	/** Stands for prices that nobody knows. */
	static final Tariff UNKNOWN = new Tariff("unknown", List.of(), Rates.FREE, true);

	private static final PriceUnit[] INPUTS = { PriceUnit.INPUT, PriceUnit.CACHED_READ, PriceUnit.CACHE_WRITE_5M,
			PriceUnit.CACHE_WRITE_1H, PriceUnit.AUDIO_INPUT, PriceUnit.IMAGE_INPUT };

	private static final PriceUnit[] OUTPUTS = { PriceUnit.OUTPUT, PriceUnit.REASONING, PriceUnit.AUDIO_OUTPUT,
			PriceUnit.IMAGE_OUTPUT };

	private final String version;

	private final List<PriceRow> rows;

	private final @Nullable Rates fixed;

	private final boolean assumed;

	private Tariff(String version, List<PriceRow> rows, @Nullable Rates fixed, boolean assumed) {
		this.version = version;
		this.rows = rows;
		this.fixed = fixed;
		this.assumed = assumed;
	}

	/**
	 * Makes a tariff.
	 * @param version names the numbers
	 * @param rows all prices, in any order
	 */
	static Tariff of(String version, List<PriceRow> rows) {
		boolean conditional = rows.stream().anyMatch((row) -> row.when().conditions() > 0);
		Tariff tariff = new Tariff(version, List.copyOf(rows), null, false);
		return conditional ? tariff
				: new Tariff(version, tariff.rows, tariff.rates(new Circumstances(0, null, null, null), 0), false);
	}

	/**
	 * The same prices for models of which nobody knows the true one.
	 */
	static Tariff assumed(Tariff tariff) {
		return new Tariff("assumed-" + tariff.version, tariff.rows, tariff.fixed, true);
	}

	/**
	 * Whether a cost that the provider itself reports is truer.
	 */
	boolean assumed() {
		return this.assumed;
	}

	String version() {
		return this.version;
	}

	/**
	 * The dearest price that an input token can have.
	 */
	long dearestInput(Circumstances circumstances, long mostInput) {
		return dearest(circumstances, mostInput, INPUTS);
	}

	/**
	 * The dearest price that an output token can have.
	 */
	long dearestOutput(Circumstances circumstances) {
		return dearest(circumstances, Long.MAX_VALUE, OUTPUTS);
	}

	/**
	 * The dearest price that one unit can have.
	 */
	long dearest(Circumstances circumstances, PriceUnit unit) {
		return dearest(circumstances, Long.MAX_VALUE, unit);
	}

	private long dearest(Circumstances circumstances, long mostInput, PriceUnit... units) {
		long dearest = 0;
		for (PriceUnit unit : units) {
			if (this.fixed != null) {
				dearest = Math.max(dearest, this.fixed.of(unit));
				continue;
			}
			for (PriceRow row : this.rows) {
				if (row.unit() == unit && circumstances.mayMeet(row.when(), mostInput)) {
					dearest = Math.max(dearest, row.pico());
				}
			}
		}
		return dearest;
	}

	/**
	 * The prices that apply; the same ones for every attempt when none has conditions.
	 */
	Rates rates(Circumstances circumstances, Usage usage) {
		return rates(circumstances, Math.max(usage.input(), 0));
	}

	private Rates rates(Circumstances circumstances, long input) {
		if (this.fixed != null) {
			return this.fixed;
		}
		Rates rates = Rates.unset();
		int[] conditions = new int[PriceUnit.values().length];
		for (PriceRow row : this.rows) {
			int unit = row.unit().ordinal();
			int more = row.when().conditions() - conditions[unit];
			if (circumstances.meet(row.when(), input)
					&& (more > 0 || (more == 0 && row.pico() > rates.of(row.unit())))) {
				rates.set(row.unit(), row.pico());
				conditions[unit] = row.when().conditions();
			}
		}
		return rates.complete();
	}

}
