package dev.sluice.price;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.call.Dialect;
import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;

import static org.assertj.core.api.Assertions.assertThat;

/** Prices that depend on size, time, tier and pictures. */
class ConditionalPriceTests {

	private static final PriceBook BY_SIZE = PriceFixture.acme("usd.input=1", "usd.output=10",
			"when[0].input-tokens=200_001..400000", "when[0].usd.input=2", "when[0].usd.output=15",
			"when[1].input-tokens=400001..", "when[1].usd.input=4");

	@ParameterizedTest
	@CsvSource({ "200000, 1000", "200001, 2000", "400000, 2000", "400001, 4000" })
	void choosesByTheWholeInput(long input, long nanosPerToken) {
		Quote quote = PriceFixture.quote(BY_SIZE, "acme", "m");
		assertThat(quote.costNanos(Usage.of(input, 0))).isEqualTo(input * nanosPerToken);
		assertThat(quote.worstInputNanos(input)).isEqualTo(input * nanosPerToken);
	}

	@Test
	void pricesTheOutputByTheInputToo() {
		Quote quote = PriceFixture.quote(BY_SIZE, "acme", "m");
		assertThat(quote.costNanos(Usage.of(200_001, 1))).isEqualTo(200_001 * 2000 + 15_000);
		assertThat(quote.costNanos(Usage.of(400_001, 1))).isEqualTo(400_001L * 4000 + 10_000);
		assertThat(quote.outputNanos(1)).isEqualTo(15_000);
		assertThat(quote.outputTokensFor(29_999)).isEqualTo(1);
		assertThat(quote.outputTokensFor(30_000)).isEqualTo(2);
		assertThat(quote.outputTokensFor(-5)).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "gemini-2.5-pro, 200000, 0, 250_000_000", "gemini-2.5-pro, 200001, 1, 500_017_500",
			"gemini-2.5-flash, 1000, 10, 325_000", "gemini-2.5-flash-lite, 1000, 10, 104_000" })
	void geminisListPricesFollowTheLengthOfThePrompt(String model, long input, long output, String nanos) {
		Quote quote = PriceFixture.quote(PriceFixture.book("GEMINI_API_KEY=k"), "gemini", model);
		assertThat(quote.costNanos(Usage.of(input, output))).isEqualTo(Long.parseLong(nanos.replace("_", "")));
	}

	@Test
	void geminisAudioCostsMoreThanItsText() {
		Quote quote = PriceFixture.quote(PriceFixture.book("GEMINI_API_KEY=k"), "gemini", "gemini-2.5-flash");
		assertThat(quote.costNanos(Usage.of(1000, 0).with(UsageKind.AUDIO_INPUT, 400))).isEqualTo(580_000);
	}

	@ParameterizedTest
	@CsvSource({ "2026-11-20T16:29:59Z, 2000", "2026-11-20T16:30:00Z, 1000", "2026-11-21T00:29:59Z, 1000",
			"2026-11-21T00:30:00Z, 2000", "1969-12-31T23:59:00Z, 1000" })
	void choosesByTheTimeOfDay(Instant at, long nanos) {
		PriceBook book = PriceFixture.acme("usd.input=2", "usd.output=2", "when[0].utc=16:30-00:30",
				"when[0].usd.input=1");
		Quote quote = PriceFixture.quote(book, "acme", "m", Dialect.OPENAI_CHAT, "{\"model\":\"m\"}", at);
		assertThat(quote.costNanos(Usage.of(1, 0))).isEqualTo(nanos);
	}

	@ParameterizedTest
	@CsvSource({ "2026-11-20T08:00:00Z, 3000", "2026-11-20T07:59:59Z, 2000", "2026-11-20T17:59:59Z, 3000",
			"2026-11-20T18:00:00Z, 2000" })
	void choosesByATimeWithinTheDay(Instant at, long nanos) {
		PriceBook book = PriceFixture.acme("usd.input=2", "usd.output=2", "when[0].utc=08:00-18:00",
				"when[0].usd.input=3");
		Quote quote = PriceFixture.quote(book, "acme", "m", Dialect.OPENAI_CHAT, "{\"model\":\"m\"}", at);
		assertThat(quote.costNanos(Usage.of(1, 0))).isEqualTo(nanos);
		assertThat(quote.worstInputNanos(1)).isEqualTo(nanos);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "-, -, 2000, 4000", "-, priority, 4000, 4000", "-, FLEX, 1000, 4000", "flex, -, 1000, 2000",
					"flex, default, 2000, 2000", "priority, -, 4000, 4000", "priority, default, 2000, 4000",
					"auto, -, 2000, 4000", "auto, priority, 4000, 4000", "default, auto, 2000, 2000" })
	void billsTheTierThatTheProviderTellsElseTheOneAskedFor(String asked, String billed, long nanos, long worst) {
		PriceBook book = PriceFixture.acme("usd.input=2", "usd.output=2", "when[0].service-tier=flex",
				"when[0].usd.input=1", "when[1].service-tier=Priority", "when[1].usd.input=4");
		String body = "{\"model\":\"m\"" + ((asked != null) ? ",\"service_tier\":\"" + asked + "\"}" : "}");
		Quote quote = PriceFixture.quote(book, "acme", "m", Dialect.OPENAI_CHAT, body, PriceFixture.NOON);
		assertThat(quote.costNanos(Usage.of(1, 0).withServiceTier(billed))).isEqualTo(nanos);
		assertThat(quote.worstInputNanos(1)).isEqualTo(worst);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-, -, 40, 120", "1024x1024, standard, 40, 40", "1024x1536, -, 60, 120",
			"1024x1536, hd, 120, 120", "1024x1024, hd, 80, 80", "auto, auto, 40, 120" })
	void pricesPicturesBySizeAndQualityWithTheMostConditionsFirst(String size, String quality, long thousandths,
			long worst) {
		PriceBook book = PriceFixture.acme("usd.image=0.04", "when[0].resolution=1024x1536", "when[0].usd.image=0.06",
				"when[1].quality=hd", "when[1].usd.image=0.08", "when[2].resolution=1024x1536", "when[2].quality=hd",
				"when[2].usd.image=0.12");
		String body = "{\"model\":\"m\"" + ((size != null) ? ",\"size\":\"" + size + "\"" : "")
				+ ((quality != null) ? ",\"quality\":\"" + quality + "\"}" : "}");
		Quote quote = PriceFixture.quote(book, "acme", "m", Dialect.OPENAI_IMAGES, body, PriceFixture.NOON);
		assertThat(quote.costNanos(Usage.UNKNOWN)).isEqualTo(thousandths * 1_000_000);
		assertThat(quote.requestNanos()).isEqualTo(worst * 1_000_000);
	}

	@Test
	void takesTheDearestAmongEquals() {
		PriceBook book = PriceFixture.acme("usd.input=9", "usd.output=9", "when[0].input-tokens=1..",
				"when[0].usd.input=1", "when[1].service-tier=flex", "when[1].usd.input=2", "when[2].utc=00:00-23:59",
				"when[2].usd.input=1.5");
		Quote quote = PriceFixture.quote(book, "acme", "m");
		assertThat(quote.costNanos(Usage.of(1, 0).withServiceTier("flex"))).isEqualTo(2000);
		assertThat(quote.costNanos(Usage.of(1, 0))).isEqualTo(1500);
	}

}
