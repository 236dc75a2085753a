package dev.sluice.price;

import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;
import dev.sluice.catalog.PriceUnit;

/** Adds up what one attempt cost, and rounds it once. */
final class Bill {

	private static final UsageKind[] INPUT = { UsageKind.CACHED_READ, UsageKind.CACHE_WRITE_5M,
			UsageKind.CACHE_WRITE_1H, UsageKind.AUDIO_INPUT, UsageKind.IMAGE_INPUT };

	private static final UsageKind[] OUTPUT = { UsageKind.REASONING, UsageKind.AUDIO_OUTPUT, UsageKind.IMAGE_OUTPUT };

	private final Rates rates;

	private final Usage usage;

	Bill(Rates rates, Usage usage) {
		this.rates = rates;
		this.usage = usage;
	}

	/**
	 * The sum.
	 * @param pieces the pictures, when the usage does not tell
	 * @return nano-dollars, or -1 when a number that matters is unknown or cannot be true
	 */
	long nanos(long pieces) {
		try {
			long input = total(UsageKind.INPUT, PriceUnit.INPUT, INPUT);
			long output = total(UsageKind.OUTPUT, PriceUnit.OUTPUT, OUTPUT);
			if (input < 0 || output < 0) {
				return Quote.UNKNOWN;
			}
			long images = this.usage.get(UsageKind.IMAGES);
			long pico = Math.addExact(input, output);
			pico = Math.addExact(pico, times((images >= 0) ? images : pieces, PriceUnit.IMAGE));
			pico = Math.addExact(pico, times(this.usage.get(UsageKind.WEB_SEARCHES), PriceUnit.WEB_SEARCH));
			pico = Math.addExact(pico, this.rates.of(PriceUnit.REQUEST));
			return Amounts.halfUp(pico);
		}
		catch (ArithmeticException ex) {
			// So large a number is a provider's mistake.
			return Quote.UNKNOWN;
		}
	}

	private long total(UsageKind kind, PriceUnit unit, UsageKind[] parts) {
		long total = this.usage.get(kind);
		if (total < 0) {
			return isFree(unit, parts) ? 0 : -1;
		}
		long pico = 0;
		long told = 0;
		for (UsageKind part : parts) {
			long tokens = this.usage.get(part);
			if (tokens > 0) {
				told = Math.addExact(told, tokens);
				pico = Math.addExact(pico, times(tokens, unitOf(part)));
			}
		}
		return (told > total) ? overlapping(total, parts) : Math.addExact(pico, times(total - told, unit));
	}

	// Parts that exceed their total overlap; the dearest reading is taken.
	private long overlapping(long total, UsageKind[] parts) {
		long pico = 0;
		long left = total;
		boolean[] done = new boolean[parts.length];
		for (int round = 0; round < parts.length && left > 0; round++) {
			int dearest = dearest(parts, done);
			done[dearest] = true;
			long tokens = Math.min(left, Math.max(this.usage.get(parts[dearest]), 0));
			pico = Math.addExact(pico, times(tokens, unitOf(parts[dearest])));
			left -= tokens;
		}
		return pico;
	}

	private int dearest(UsageKind[] parts, boolean[] done) {
		int dearest = -1;
		for (int at = 0; at < parts.length; at++) {
			if (!done[at] && (dearest < 0 || rate(parts[at]) > rate(parts[dearest]))) {
				dearest = at;
			}
		}
		return dearest;
	}

	private boolean isFree(PriceUnit unit, UsageKind[] parts) {
		boolean free = this.rates.of(unit) == 0;
		for (UsageKind part : parts) {
			free &= rate(part) == 0;
		}
		return free;
	}

	private long rate(UsageKind part) {
		return this.rates.of(unitOf(part));
	}

	private long times(long count, PriceUnit unit) {
		return Math.multiplyExact(Math.max(count, 0), this.rates.of(unit));
	}

	private static PriceUnit unitOf(UsageKind kind) {
		return switch (kind) {
			case INPUT -> PriceUnit.INPUT;
			case CACHED_READ -> PriceUnit.CACHED_READ;
			case CACHE_WRITE_5M -> PriceUnit.CACHE_WRITE_5M;
			case CACHE_WRITE_1H -> PriceUnit.CACHE_WRITE_1H;
			case AUDIO_INPUT -> PriceUnit.AUDIO_INPUT;
			case IMAGE_INPUT -> PriceUnit.IMAGE_INPUT;
			case OUTPUT -> PriceUnit.OUTPUT;
			case REASONING -> PriceUnit.REASONING;
			case AUDIO_OUTPUT -> PriceUnit.AUDIO_OUTPUT;
			case IMAGE_OUTPUT -> PriceUnit.IMAGE_OUTPUT;
			case IMAGES -> PriceUnit.IMAGE;
			case WEB_SEARCHES -> PriceUnit.WEB_SEARCH;
		};
	}

}
