package dev.sluice.price;

import java.math.BigDecimal;
import java.util.Arrays;

import dev.sluice.catalog.PriceUnit;

/**
 * One price for each unit, in pico-dollars per token or piece: a whole number of them for
 * every price that is listed with up to six decimals.
 */
final class Rates {

	/** Prices that make every call free. */
	static final Rates FREE = new Rates(new long[PriceUnit.values().length]);

	private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000);

	private final long[] pico;

	private Rates(long[] pico) {
		this.pico = pico;
	}

	/**
	 * Prices of which none is set.
	 */
	static Rates unset() {
		long[] pico = new long[PriceUnit.values().length];
		Arrays.fill(pico, -1);
		return new Rates(pico);
	}

	/**
	 * Converts what the catalogue keeps.
	 * @throws IllegalArgumentException when no exact number of pico-dollars is meant
	 */
	static long picoOf(PriceUnit unit, BigDecimal usd) {
		if (usd.signum() < 0 || usd.compareTo(DEAREST) > 0) {
			throw new IllegalArgumentException(
					"price of " + unit.id() + " is " + usd.toPlainString() + "; it must be from 0 to 1000000 dollars.");
		}
		try {
			return usd.movePointRight(unit.tokens() ? 6 : 12).longValueExact();
		}
		catch (ArithmeticException ex) {
			throw new IllegalArgumentException("price of " + unit.id() + " is " + usd.toPlainString()
					+ "; it must have no more than 6 decimals per million tokens, or 12 per piece.", ex);
		}
	}

	void set(PriceUnit unit, long pico) {
		this.pico[unit.ordinal()] = pico;
	}

	boolean has(PriceUnit unit) {
		return this.pico[unit.ordinal()] >= 0;
	}

	long of(PriceUnit unit) {
		return this.pico[unit.ordinal()];
	}

	/**
	 * Fills what is not set: a part without a price of its own costs what it is a part
	 * of, and what has no price at all is part of another.
	 */
	Rates complete() {
		orLike(PriceUnit.INPUT, PriceUnit.CACHED_READ, PriceUnit.CACHE_WRITE_5M, PriceUnit.AUDIO_INPUT,
				PriceUnit.IMAGE_INPUT);
		orLike(PriceUnit.CACHE_WRITE_5M, PriceUnit.CACHE_WRITE_1H);
		orLike(PriceUnit.OUTPUT, PriceUnit.REASONING, PriceUnit.AUDIO_OUTPUT, PriceUnit.IMAGE_OUTPUT);
		for (PriceUnit unit : PriceUnit.values()) {
			set(unit, Math.max(of(unit), 0));
		}
		return this;
	}

	private void orLike(PriceUnit whole, PriceUnit... parts) {
		for (PriceUnit part : parts) {
			if (!has(part)) {
				set(part, of(whole));
			}
		}
	}

}
