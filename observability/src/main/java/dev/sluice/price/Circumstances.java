package dev.sluice.price;

import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.PriceTerms;
import dev.sluice.catalog.PriceWhen;

/**
 * What decides which of several prices applies.
 *
 * @param minute minutes since midnight, UTC
 * @param serviceTier the tier asked for, or null when the provider may choose
 * @param size the size of pictures asked for, or null when the provider may choose
 * @param quality the quality of pictures asked for, or null when the provider may choose
 */
record Circumstances(int minute, @Nullable String serviceTier, @Nullable String size, @Nullable String quality) {

	private static final long DAY = 24 * 60;

	static Circumstances of(PriceTerms terms, Instant at) {
		int minute = (int) Math.floorMod(Math.floorDiv(at.getEpochSecond(), 60), DAY);
		return (terms == PriceTerms.USUAL) ? new Circumstances(minute, null, null, null)
				: new Circumstances(minute, word(terms.serviceTier()), word(terms.size()), word(terms.quality()));
	}

	/**
	 * The same with the tier that was billed, which goes before the one asked for.
	 */
	Circumstances billed(@Nullable String tier) {
		String word = word(tier);
		return (word == null) ? this : new Circumstances(this.minute, word, this.size, this.quality);
	}

	/**
	 * Whether a price applies to an input of a known size.
	 */
	boolean meet(PriceWhen when, long input) {
		return input >= when.inputFrom() && input <= when.inputTo() && when.coversMinute(this.minute)
				&& is(when.serviceTier(), this.serviceTier) && is(when.resolution(), this.size)
				&& is(when.quality(), this.quality);
	}

	/**
	 * Whether a price can turn out to apply when no more than so many input tokens are
	 * sent.
	 */
	boolean mayMeet(PriceWhen when, long mostInput) {
		return mostInput >= when.inputFrom() && when.coversMinute(this.minute)
				&& mayBe(when.serviceTier(), this.serviceTier) && mayBe(when.resolution(), this.size)
				&& mayBe(when.quality(), this.quality);
	}

	private static boolean is(@Nullable String wanted, @Nullable String word) {
		return wanted == null || wanted.equals(word);
	}

	private static boolean mayBe(@Nullable String wanted, @Nullable String word) {
		return wanted == null || word == null || wanted.equals(word);
	}

	// "auto" leaves the choice to the provider, as saying nothing does.
	private static @Nullable String word(@Nullable String text) {
		if (text == null || text.isBlank() || text.equalsIgnoreCase("auto")) {
			return null;
		}
		return text.toLowerCase(Locale.ROOT);
	}

}
