package dev.sluice.catalog;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** When a price applies, as people write it, and what its amount is for. */
class PriceConditionTests {

	@ParameterizedTest
	@CsvSource({ "200001.., 200001, 9223372036854775807", "..200000, 0, 200000", "1..9, 1, 9", "5..5, 5, 5",
			"' 1_000..2_000 ', 1000, 2000", "0..0, 0, 0" })
	void aRangeOfInputHasBothItsEnds(String text, long from, long to) {
		PriceWhen when = PriceWhen.of(text, null, null, null, null);
		assertThat(when).isEqualTo(new PriceWhen(from, to, -1, -1, null, null, null));
		assertThat(when.conditions()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "9..8", "many", "", "1-9", "1...9", "1234567890123456789..", "-1..5" })
	void otherRangesAreRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> PriceWhen.of(text, null, null, null, null))
			.withMessageContaining("has input-tokens '" + text + "'. Write a range");
	}

	@ParameterizedTest
	@CsvSource({ "16:30-00:30, 990, 30", "' 08:00 - 18:00 ', 480, 1080", "00:00-00:01, 0, 1" })
	void aTimeOfDayIsKeptInMinutes(String text, int from, int to) {
		PriceWhen when = PriceWhen.of(null, text, null, null, null);
		assertThat(when).isEqualTo(new PriceWhen(0, Long.MAX_VALUE, from, to, null, null, null));
		assertThat(when.conditions()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "10:00-10:00", "10:00-10:00:30", "10:00", "24:00-01:00", "a-b", "", "1:00-2:00",
			"08:00-12:00-18:00" })
	void otherTimesAreRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> PriceWhen.of(null, text, null, null, null))
			.withMessageContaining("has utc '" + text + "'. Write a time of day");
	}

	@ParameterizedTest
	@CsvSource({ "480, 1080, 479, false", "480, 1080, 480, true", "480, 1080, 1079, true", "480, 1080, 1080, false",
			"990, 30, 989, false", "990, 30, 990, true", "990, 30, 0, true", "990, 30, 29, true", "990, 30, 30, false",
			"0, 1, 0, true", "0, 1, 1, false", "-1, -1, 0, true", "-1, -1, 1439, true" })
	void aTimeBeginsWithItsFirstMinuteAndEndsBeforeItsLast(int from, int to, int minute, boolean covered) {
		PriceWhen when = new PriceWhen(0, Long.MAX_VALUE, from, to, null, null, null);
		assertThat(when.coversMinute(minute)).isEqualTo(covered);
	}

	@Test
	void wordsAreComparedInSmallLetters() {
		assertThat(PriceWhen.of(null, null, " FLEX ", "1024X1536", "HD"))
			.isEqualTo(new PriceWhen(0, Long.MAX_VALUE, -1, -1, "flex", "1024x1536", "hd"));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-, -, -, -, -", "0.., -, -, -, -", "-, -, ' ', '', -" })
	void whatNamesNoConditionIsRefused(@Nullable String range, @Nullable String utc, @Nullable String tier,
			@Nullable String size, @Nullable String quality) {
		assertThatIllegalArgumentException().isThrownBy(() -> PriceWhen.of(range, utc, tier, size, quality))
			.withMessageContaining("needs a condition");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "1.., -, -, -, -, 1", "-, 00:00-01:00, -, -, -, 1", "-, -, flex, -, -, 1",
			"-, -, -, big, -, 1", "-, -, -, -, hd, 1", "..5, 00:00-01:00, flex, big, hd, 5", "-, -, flex, -, hd, 2" })
	void eachThingThatAPriceDependsOnCountsOnce(@Nullable String range, @Nullable String utc, @Nullable String tier,
			@Nullable String size, @Nullable String quality, int conditions) {
		assertThat(PriceWhen.of(range, utc, tier, size, quality).conditions()).isEqualTo(conditions);
	}

	@Test
	void whatAppliesAlwaysDependsOnNothing() {
		assertThat(PriceWhen.ALWAYS.conditions()).isZero();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-, 3", "1M, 3", "1m, 3", "1K, 3000", "1k, 3000", "token, 3000000" })
	void anAmountOfTokensBecomesOneOfAMillion(@Nullable String per, BigDecimal dollars) {
		assertThat(PriceUnit.OUTPUT.convert(BigDecimal.valueOf(3), per)).isEqualByComparingTo(dollars);
		assertThat(PriceUnit.REQUEST.convert(BigDecimal.valueOf(3), per)).isEqualByComparingTo("3");
	}

	@Test
	void otherAmountsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> PriceUnit.IMAGE.convert(BigDecimal.ONE, "1G"))
			.withMessage("must be token, 1K or 1M, but is '1G'.");
	}

	@ParameterizedTest
	@EnumSource
	void aUnitIsFoundByItsName(PriceUnit unit) {
		assertThat(PriceUnit.byId(unit.id())).isSameAs(unit);
		assertThat(PriceUnit.ids().get(unit.ordinal())).isEqualTo(unit.id());
		assertThat(unit.tokens())
			.isEqualTo(unit != PriceUnit.IMAGE && unit != PriceUnit.REQUEST && unit != PriceUnit.WEB_SEARCH);
	}

	@Test
	void otherUnitsAreNotFound() {
		assertThat(PriceUnit.byId("minute")).isNull();
		assertThat(PriceUnit.byId("cached_read")).isNull();
		assertThat(PriceUnit.CACHE_WRITE_5M.id()).isEqualTo("cache-write-5m");
	}

}
