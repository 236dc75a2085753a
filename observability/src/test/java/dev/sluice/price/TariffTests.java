package dev.sluice.price;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.call.Dialect;
import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;
import dev.sluice.catalog.Price;
import dev.sluice.catalog.PriceUnit;
import dev.sluice.catalog.PriceWhen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The sums of single tariffs, one nano-dollar being a thousand pico-dollars. */
class TariffTests {

	private static final Circumstances NOON = new Circumstances(720, null, null, null);

	private static final PriceRow INPUT = row(PriceUnit.INPUT, 1_000);

	private static final PriceRow OUTPUT = row(PriceUnit.OUTPUT, 8_000);

	@ParameterizedTest
	@CsvSource({ "9, 5, 7, 86", "5, 9, 7, 86", "5, 7, 9, 86", "9, 7, 5, 86", "7, 9, 5, 86", "7, 5, 9, 86" })
	void ofPartsThatOverlapTheDearestCount(long reasoning, long audio, long image, long nanos) {
		Tariff tariff = Tariff.of("v", List.of(INPUT, OUTPUT, row(PriceUnit.REASONING, reasoning * 1_000),
				row(PriceUnit.AUDIO_OUTPUT, audio * 1_000), row(PriceUnit.IMAGE_OUTPUT, image * 1_000)));
		Usage usage = Usage.of(0, 10)
			.with(UsageKind.REASONING, 8)
			.with(UsageKind.AUDIO_OUTPUT, 8)
			.with(UsageKind.IMAGE_OUTPUT, 8);
		assertThat(cost(tariff, NOON, usage, 0)).isEqualTo(nanos);
	}

	@Test
	void aTotalThatNobodyToldIsFreeOnlyWhereAllItsPartsAre() {
		PriceRow[] free = { row(PriceUnit.REASONING, 0), row(PriceUnit.AUDIO_OUTPUT, 0),
				row(PriceUnit.IMAGE_OUTPUT, 0) };
		Usage open = Usage.of(1, -1);
		assertThat(cost(Tariff.of("v", List.of(INPUT, row(PriceUnit.OUTPUT, 0))), NOON, open, 0)).isEqualTo(1);
		assertThat(cost(Tariff.of("v", List.of(INPUT, OUTPUT, free[0], free[1], free[2])), NOON, open, 0))
			.isEqualTo(-1);
		assertThat(cost(Tariff.of("v", List.of(INPUT, row(PriceUnit.OUTPUT, 0), row(PriceUnit.REASONING, 5))), NOON,
				open, 0))
			.isEqualTo(-1);
	}

	@Test
	void aPartThatIsFreeStaysFreeThoughItsWholeIsNot() {
		Tariff tariff = Tariff.of("v", List.of(INPUT, OUTPUT, row(PriceUnit.CACHED_READ, 0)));
		assertThat(cost(tariff, NOON, Usage.of(10, 0).with(UsageKind.CACHED_READ, 4), 0)).isEqualTo(6);
	}

	@Test
	void noPicturesAreNoPicturesWhateverWasAskedFor() {
		Tariff tariff = Tariff.of("v", List.of(INPUT, OUTPUT, row(PriceUnit.IMAGE, 40_000)));
		assertThat(cost(tariff, NOON, Usage.of(0, 0), 2)).isEqualTo(80);
		assertThat(cost(tariff, NOON, Usage.of(0, 0).with(UsageKind.IMAGES, 0), 2)).isZero();
		assertThat(cost(tariff, NOON, Usage.of(0, 0).with(UsageKind.IMAGES, 1), 2)).isEqualTo(40);
	}

	@Test
	void thePriceWithTheMostConditionsDecidesInWhateverOrderTheyStand() {
		PriceRow flex = new PriceRow(PriceUnit.INPUT, 400, PriceWhen.of(null, null, "flex", null, null));
		List<PriceRow> rows = Arrays.asList(INPUT, OUTPUT, flex);
		Usage usage = Usage.of(10, 0).withServiceTier("flex");
		assertThat(cost(Tariff.of("v", rows), NOON, usage, 0)).isEqualTo(4);
		Collections.reverse(rows);
		assertThat(cost(Tariff.of("v", rows), NOON, usage, 0)).isEqualTo(4);
		assertThat(cost(Tariff.of("v", rows), NOON, Usage.of(10, 0).withServiceTier(" "), 0)).isEqualTo(10);
		assertThat(cost(Tariff.of("v", rows), new Circumstances(720, "flex", null, null),
				Usage.of(10, 0).withServiceTier(" "), 0))
			.as("an empty word does not undo the one asked for")
			.isEqualTo(4);
	}

	@ParameterizedTest
	@CsvSource({ "INPUT, false", "OUTPUT, false", "INPUT+OUTPUT, true", "IMAGE, true", "REQUEST, true",
			"IMAGE+INPUT, false", "REQUEST+OUTPUT, false", "INPUT+OUTPUT+IMAGE, true", "CACHED_READ, false",
			"WEB_SEARCH, false" })
	void aListIsWholeWhenEveryCallHasAPrice(String units, boolean whole) {
		List<PriceRow> rows = Arrays.stream(units.split("\\+")).map((unit) -> row(PriceUnit.valueOf(unit), 1)).toList();
		assertThat(Tariffs.isWhole(rows)).isEqualTo(whole);
	}

	@Test
	void aPriceUnderAConditionDoesNotMakeAListWhole() {
		PriceWhen night = PriceWhen.of(null, "22:00-06:00", null, null, null);
		assertThat(Tariffs.isWhole(List.of(OUTPUT, new PriceRow(PriceUnit.INPUT, 1, night)))).isFalse();
		assertThat(Tariffs.isWhole(List.of())).isFalse();
	}

	@Test
	void anUnknownUnitIsRefused() {
		Price price = new Price("minute", BigDecimal.ONE, PriceWhen.ALWAYS, "here", LocalDate.EPOCH);
		assertThatIllegalArgumentException().isThrownBy(() -> Tariffs.of(List.of(price)))
			.withMessageContaining("'minute'");
	}

	@ParameterizedTest
	@CsvSource({ "gpt, 1", "a/gpt, 1", "b/gpt, 2", "reseller/b/gpt, 2", "reseller/gpt, 1", "b/only-a, 3",
			"x/y/z/gpt, -1", "b/nothing, -1", "nothing, -1", ", -1" })
	void theOfficialPriceIsThatOfTheProviderNamedElseOfTheFirst(@Nullable String requested, long nanos) {
		Map<String, PriceList> official = new LinkedHashMap<>();
		official.put("a", list("gpt", 1_000));
		official.get("a").put("only-a", Tariff.of("v", List.of(row(PriceUnit.INPUT, 3_000), OUTPUT)));
		official.put("b", list("gpt", 2_000));
		PriceBook book = new CataloguePriceBook(Map.of(), official, Tariff.UNKNOWN);
		String body = (requested != null) ? "{\"model\":\"" + requested + "\"}" : "{}";
		Quote quote = PriceFixture.quote(book, "p", "m", Dialect.OPENAI_CHAT, body, PriceFixture.NOON);
		assertThat(quote.baselineNanos(Usage.of(1, 0))).isEqualTo(nanos);
		assertThat(quote.known()).isFalse();
	}

	@Test
	void theOfficialPriceIsTheUsualOneWhateverTierTheProviderBilled() {
		PriceRow flex = new PriceRow(PriceUnit.INPUT, 400, PriceWhen.of(null, null, "flex", null, null));
		PriceList list = new PriceList();
		list.put("gpt", Tariff.of("v", List.of(INPUT, OUTPUT, flex)));
		PriceBook book = new CataloguePriceBook(Map.of(), Map.of("a", list), Tariff.UNKNOWN);
		Quote quote = PriceFixture.quote(book, "p", "m", Dialect.OPENAI_CHAT, "{\"model\":\"gpt\"}", PriceFixture.NOON);
		assertThat(quote.baselineNanos(Usage.of(10, 0).withServiceTier("flex"))).isEqualTo(10);
	}

	@Test
	void costAndOfficialPriceOfOneModelDifferWhereTierOrUsageDo() {
		PriceRow flex = new PriceRow(PriceUnit.INPUT, 400, PriceWhen.of(null, null, "flex", null, null));
		PriceList list = new PriceList();
		list.put("gpt", Tariff.of("v", List.of(INPUT, OUTPUT, flex)));
		PriceBook book = new CataloguePriceBook(Map.of("a", list), Map.of("a", list), Tariff.UNKNOWN);
		Quote quote = PriceFixture.quote(book, "a", "gpt", Dialect.OPENAI_CHAT, "{\"model\":\"gpt\"}",
				PriceFixture.NOON);
		Usage plain = Usage.of(10, 0);
		Usage cheap = plain.withServiceTier("flex");
		for (int again = 0; again < 2; again++) {
			assertThat(quote.costNanos(cheap)).isEqualTo(4);
			assertThat(quote.baselineNanos(cheap)).isEqualTo(10);
			assertThat(quote.costNanos(plain)).isEqualTo(10);
			assertThat(quote.baselineNanos(plain)).isEqualTo(10);
			assertThat(quote.baselineNanos(Usage.of(20, 0))).isEqualTo(20);
			assertThat(quote.costNanos(Usage.of(30, 0))).isEqualTo(30);
		}
	}

	@Test
	void sumsThatAreTooLargeStayTheLargest() {
		assertThat(Amounts.sum(Long.MAX_VALUE, 1)).isEqualTo(Long.MAX_VALUE);
		assertThat(Amounts.sum(Long.MAX_VALUE - 1, 1)).isEqualTo(Long.MAX_VALUE);
		assertThat(Amounts.sum(2, 3)).isEqualTo(5);
		assertThat(Amounts.atMost(Long.MAX_VALUE, 2)).isEqualTo(Long.MAX_VALUE);
		assertThat(Amounts.atMost(-1, 2_000)).isZero();
		assertThat(Amounts.affordable(Long.MAX_VALUE, 1)).isPositive();
		assertThat(Amounts.affordable(-1, 1)).isZero();
		assertThat(Amounts.affordable(1, 0)).isEqualTo(Long.MAX_VALUE);
		assertThat(Amounts.halfUp(499)).isZero();
		assertThat(Amounts.halfUp(500)).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ "INPUT, 1000000, 1000000000000", "INPUT, 0.000001, 1", "INPUT, 0, 0", "IMAGE, 0.000000000001, 1",
			"IMAGE, 1000000, 1000000000000000000" })
	void dollarsBecomePicoDollars(PriceUnit unit, BigDecimal usd, long pico) {
		assertThat(Rates.picoOf(unit, usd)).isEqualTo(pico);
	}

	@ParameterizedTest
	@CsvSource({ "INPUT, 1000000.000001", "INPUT, -0.000001", "INPUT, 0.0000001", "IMAGE, 0.0000000000001" })
	void otherPricesAreRefused(PriceUnit unit, BigDecimal usd) {
		assertThatIllegalArgumentException().isThrownBy(() -> Rates.picoOf(unit, usd));
	}

	private static PriceList list(String model, long pico) {
		PriceList list = new PriceList();
		list.put(model, Tariff.of("v", List.of(row(PriceUnit.INPUT, pico), OUTPUT)));
		return list;
	}

	private static long cost(Tariff tariff, Circumstances circumstances, Usage usage, long pieces) {
		return new TariffQuote(tariff, circumstances, pieces, TariffQuote.Limits.NONE, () -> null).costNanos(usage);
	}

	private static PriceRow row(PriceUnit unit, long pico) {
		return new PriceRow(unit, pico, PriceWhen.ALWAYS);
	}

}
