package dev.sluice.price;

import java.time.Instant;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import dev.sluice.call.Dialect;
import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever an attempt uses within its bounds, it costs no more than was set aside. */
class PriceBoundsTests {

	private static final String[] UNITS = { "input", "output", "cached-read", "cache-write-5m", "cache-write-1h",
			"audio-input", "image-input", "reasoning", "audio-output", "image-output", "image", "request" };

	private static final String[] TIERS = { "flex", "priority", "default" };

	@RepeatedTest(25)
	void neverCostsMoreThanItsBounds(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		PriceBook book = PriceFixture.acme(prices(random));
		for (int round = 0; round < 400; round++) {
			long input = random.nextInt(3000);
			long output = random.nextInt(3000);
			Quote quote = PriceFixture.quote(book, "acme", "m", Dialect.OPENAI_IMAGES, "{\"model\":\"m\",\"n\":2}",
					Instant.ofEpochSecond(random.nextInt()));
			Usage usage = usage(random, input, output);
			long bound = quote.worstInputNanos(input) + quote.outputNanos(output) + quote.requestNanos();
			assertThat(quote.costNanos(usage)).as("%s", usage).isBetween(0L, bound);
			assertThat(quote.worstInputNanos(input + 1)).isGreaterThanOrEqualTo(quote.worstInputNanos(input));
			long money = random.nextInt(5_000_000);
			long bought = quote.outputTokensFor(money);
			if (bought < Long.MAX_VALUE) {
				assertThat(quote.outputNanos(bought)).isLessThanOrEqualTo(money);
				assertThat(quote.outputNanos(bought + 1)).isGreaterThan(money);
			}
		}
	}

	private static String[] prices(Random random) {
		String[] conditions = { "when[0].input-tokens=1000..", "when[1].service-tier=flex", "when[2].utc=08:00-18:00",
				"when[3].service-tier=priority", "when[3].input-tokens=..1500" };
		String[] prices = new String[conditions.length + 6 * UNITS.length];
		System.arraycopy(conditions, 0, prices, 0, conditions.length);
		for (int i = conditions.length; i < prices.length; i++) {
			int at = i - conditions.length;
			String unit = UNITS[at % UNITS.length];
			int set = at / UNITS.length;
			boolean always = set >= 4 && (unit.equals("input") || unit.equals("output"));
			String place = (set >= 4) ? "" : "when[" + set + "].";
			prices[i] = (always || random.nextInt(3) == 0) ? place + "usd." + unit + "=" + amount(random, unit)
					: "per=1M";
		}
		return prices;
	}

	private static String amount(Random random, String unit) {
		boolean piece = unit.equals("image") || unit.equals("request");
		return piece ? "0.00" + random.nextInt(1000) : random.nextInt(30) + "." + random.nextInt(1_000_000);
	}

	private static Usage usage(Random random, long input, long output) {
		Usage usage = Usage.of((input == 0) ? 0 : random.nextLong(input + 1),
				(output == 0) ? 0 : random.nextLong(output + 1));
		for (UsageKind part : UsageKind.values()) {
			boolean skip = part == UsageKind.INPUT || part == UsageKind.OUTPUT || part == UsageKind.WEB_SEARCHES;
			if (!skip && random.nextBoolean()) {
				usage = usage.with(part, random.nextInt((part == UsageKind.IMAGES) ? 3 : 2000));
			}
		}
		return random.nextBoolean() ? usage : usage.withServiceTier(TIERS[random.nextInt(TIERS.length)]);
	}

}
