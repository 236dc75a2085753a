package dev.sluice.price;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.call.Usage;
import dev.sluice.store.NodeSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** What the operator's prices apply to, and what of them is refused in which words. */
class PriceSettingsTests {

	private static final String OVERRIDE = "sluice.prices.overrides[0].";

	@ParameterizedTest
	@CsvSource({ "m-preview-12-2024-preview, true", "m-preview-12-2024-preview2, false", "m-2024-08-06-v1:0, true",
			"m@20251001, true", "m:latest, true", "m-0613, true", "m-001, true", "m-123456, true", "m-12-2024, true",
			"m_latest, false", "-2024-08-06, false", "m-2024-08-06-2024-08-07, false", "M, false" })
	void releasesOfAModelCostWhatItCosts(String model, boolean known) {
		PriceBook book = PriceFixture.acme("usd.input=1", "usd.output=2");
		assertThat(PriceFixture.quote(book, "acme", model).known()).isEqualTo(known);
	}

	@Test
	void pricesOfOnesOwnAreNoOfficialOnes() {
		PriceBook book = PriceFixture.book("sluice.providers.acme.base-url=https://acme.example/v1",
				"sluice.providers.acme.tier=community", OVERRIDE + "provider=acme", OVERRIDE + "model=m",
				OVERRIDE + "usd.input=1", OVERRIDE + "usd.output=2");
		Quote quote = PriceFixture.quote(book, "acme", "m");
		assertThat(quote.costNanos(Usage.of(1, 0))).isEqualTo(1_000);
		assertThat(quote.baselineNanos(Usage.of(1, 0))).isEqualTo(Quote.UNKNOWN);
	}

	@Test
	void aBookHasTheLimitsAndTheOfficialPricesOfTheCatalogue() {
		PriceBook book = PriceFixture.book(OVERRIDE + "provider=openai", OVERRIDE + "model=x/gpt-4o",
				OVERRIDE + "usd.input=7", OVERRIDE + "usd.output=7");
		assertThat(PriceFixture.quote(book, "openai", "gpt-4o").contextTokens()).isEqualTo(128_000);
		assertThat(PriceFixture.quote(book, "openai", "nobodys-model").contextTokens()).isEqualTo(-1);
		assertThat(PriceFixture.quote(book, "ollama", "gpt-4o").baselineNanos(Usage.of(1, 0))).isEqualTo(2_500);
		assertThat(PriceFixture.quote(book, "ollama", "/gpt-4o").baselineNanos(Usage.of(1, 0))).isEqualTo(2_500);
		assertThat(PriceFixture.quote(book, "ollama", "x/gpt-4o").baselineNanos(Usage.of(1, 0)))
			.as("listed with its slash")
			.isEqualTo(7_000);
	}

	@Test
	void aPriceByThePieceSetsNoneByTheToken() {
		PriceBook book = PriceFixture.acme("usd.request=0.5");
		Quote quote = PriceFixture.quote(book, "acme", "m");
		assertThat(quote.costNanos(Usage.of(1_000, 1_000))).isEqualTo(500_000_000);
		assertThat(quote.worstInputNanos(1_000)).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "provider=", "model=" })
	void anOverrideNeedsBothItsNames(String empty) {
		fails("lacks provider or model", OVERRIDE + "provider=openai", OVERRIDE + "model=m", OVERRIDE + "usd.input=1",
				OVERRIDE + "usd.output=1", OVERRIDE + empty);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"usd.inptu=1 | overrides for openai/m has the unit 'inptu', which does not exist. Did you mean input",
			"usd.request=-1 | overrides for openai/m: price of request is -1",
			"per=1G | overrides for openai/m.per must be token, 1K or 1M",
			"when[0].usd.input=1 | overrides for openai/m.when needs a condition",
			"when[0].service-tier=flex;when[0].usd.inptu=1 | overrides for openai/m.when has the unit 'inptu'" })
	void aRefusalNamesTheOverrideThatIsMeant(String settings, String message) {
		String[] more = settings.split(";");
		String[] all = new String[more.length + 4];
		all[0] = OVERRIDE + "provider=openai";
		all[1] = OVERRIDE + "model=m";
		all[2] = OVERRIDE + "usd.input=1";
		all[3] = OVERRIDE + "usd.output=1";
		for (int i = 0; i < more.length; i++) {
			all[4 + i] = OVERRIDE + more[i];
		}
		fails(message.strip(), all);
	}

	@Test
	void aDefaultPriceIsCheckedAlsoWhereItIsNotUsed() {
		fails("sluice.prices.default-price: price of input is -1", "sluice.prices.unknown=free",
				"sluice.prices.default-price.input=-1", "sluice.prices.default-price.output=1");
		fails("sluice.prices.default-price has the unit 'inptu'", "sluice.prices.default-price.inptu=1");
	}

	@Test
	void aDefaultPriceIsNotChargedWhereItIsNotAskedFor() {
		PriceBook book = PriceFixture.book("sluice.prices.default-price.input=1",
				"sluice.prices.default-price.output=1");
		assertThat(PriceFixture.quote(book, "openai", "nobodys-model").known()).isFalse();
	}

	@Test
	void nodesTellEachOtherWhatAnUnknownModelCosts() {
		PriceFixture.runner("sluice.prices.unknown=FREE")
			.run((context) -> assertThat(context.getBean(NodeSettings.class).settings())
				.containsExactly(Map.entry("sluice.prices.unknown", "free")));
	}

	private static void fails(String message, String... settings) {
		PriceFixture.runner(settings).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).hasStackTraceContaining(message);
		});
	}

}
