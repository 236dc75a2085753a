package dev.sluice.catalog;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * When a price applies. Whatever is not set applies always.
 *
 * @param inputFrom the least number of input tokens, 0 unless set
 * @param inputTo the greatest number of input tokens, {@link Long#MAX_VALUE} unless set
 * @param utcFrom the first minute of the day, UTC, or -1
 * @param utcTo the minute at which it ends, UTC, or -1; before {@code utcFrom} when
 * midnight lies between
 * @param serviceTier the provider's word for the service tier, or null
 * @param resolution the size of pictures, or null
 * @param quality the quality of pictures, or null
 */
public record PriceWhen(long inputFrom, long inputTo, int utcFrom, int utcTo, @Nullable String serviceTier,
		@Nullable String resolution, @Nullable String quality) {

	/** Applies always. */
	public static final PriceWhen ALWAYS = new PriceWhen(0, Long.MAX_VALUE, -1, -1, null, null, null);

	private static final Pattern RANGE = Pattern.compile("(\\d{0,18})\\.\\.(\\d{0,18})");

	/**
	 * Reads a condition as people write it.
	 * @param inputTokens such as {@code 200001..} or {@code ..200000}, both ends
	 * included, or null
	 * @param utc such as {@code 16:30-00:30}, its end excluded, or null
	 * @param serviceTier a word, or null
	 * @param resolution a word, or null
	 * @param quality a word, or null
	 * @return the condition
	 * @throws IllegalArgumentException telling what is wrong, in words that follow the
	 * name of the condition
	 */
	public static PriceWhen of(@Nullable String inputTokens, @Nullable String utc, @Nullable String serviceTier,
			@Nullable String resolution, @Nullable String quality) {
		long[] range = range(inputTokens);
		int[] time = time(utc);
		PriceWhen when = new PriceWhen(range[0], range[1], time[0], time[1], word(serviceTier), word(resolution),
				word(quality));
		if (when.equals(ALWAYS)) {
			throw new IllegalArgumentException(
					"needs a condition: input-tokens, utc, service-tier, resolution or quality.");
		}
		return when;
	}

	/**
	 * How many things it depends on: the price with the most goes first.
	 * @return 0 for {@link #ALWAYS}
	 */
	public int conditions() {
		int range = (this.inputFrom > 0 || this.inputTo < Long.MAX_VALUE) ? 1 : 0;
		int words = ((this.serviceTier != null) ? 1 : 0) + ((this.resolution != null) ? 1 : 0)
				+ ((this.quality != null) ? 1 : 0);
		return range + words + ((this.utcFrom >= 0) ? 1 : 0);
	}

	/**
	 * Whether a minute of the day lies in its time.
	 * @param minute minutes since midnight, UTC
	 * @return true also when it has no time
	 */
	public boolean coversMinute(int minute) {
		if (this.utcFrom < 0) {
			return true;
		}
		boolean behindStart = minute >= this.utcFrom;
		boolean beforeEnd = minute < this.utcTo;
		return (this.utcFrom < this.utcTo) ? behindStart && beforeEnd : behindStart || beforeEnd;
	}

	private static long[] range(@Nullable String text) {
		if (text == null) {
			return new long[] { 0, Long.MAX_VALUE };
		}
		Matcher matcher = RANGE.matcher(text.replace("_", "").trim());
		if (matcher.matches()) {
			long from = matcher.group(1).isEmpty() ? 0 : Long.parseLong(matcher.group(1));
			long to = matcher.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(matcher.group(2));
			if (from <= to) {
				return new long[] { from, to };
			}
		}
		throw new IllegalArgumentException(
				"has input-tokens '" + text + "'. Write a range such as 200001.. or ..200000 or 1..9.");
	}

	private static int[] time(@Nullable String text) {
		if (text == null) {
			return new int[] { -1, -1 };
		}
		String[] ends = text.trim().split("-", -1);
		try {
			if (ends.length == 2) {
				int[] time = { minute(ends[0]), minute(ends[1]) };
				// Seconds do not count: a price would apply all day.
				if (time[0] != time[1]) {
					return time;
				}
			}
		}
		catch (DateTimeException ex) {
			// Told below, with the whole text.
		}
		throw new IllegalArgumentException("has utc '" + text + "'. Write a time of day such as 16:30-00:30.");
	}

	private static int minute(String text) {
		return LocalTime.parse(text.trim()).toSecondOfDay() / 60;
	}

	private static @Nullable String word(@Nullable String text) {
		return (text == null || text.isBlank()) ? null : text.trim().toLowerCase(Locale.ROOT);
	}

}
