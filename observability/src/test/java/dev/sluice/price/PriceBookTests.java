package dev.sluice.price;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.call.Dialect;
import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;

import static org.assertj.core.api.Assertions.assertThat;

class PriceBookTests {

	private static final PriceBook BUNDLED = PriceFixture.book();

	private static final Usage MILLION_IN = Usage.of(1_000_000, 0);

	@ParameterizedTest
	@CsvSource({ "openai, gpt-4o-2024-08-06, 2.5", "openai, gpt-4-0613, 30", "openai, gpt-4-1106-preview, 30",
			"openai, gpt-4o-mini-2024-07-18, 0.15", "anthropic, claude-haiku-4-5-20251001, 1",
			"anthropic, claude-haiku-4-5@20251001, 1", "anthropic, claude-haiku-4-5-latest, 1",
			"anthropic, claude-haiku-4-5-20251001-v1:0, 1" })
	void pricesADatedReleaseLikeItsModel(String provider, String model, double dollars) {
		Quote quote = PriceFixture.quote(BUNDLED, provider, model);
		assertThat(quote.known()).isTrue();
		assertThat(quote.costNanos(MILLION_IN)).isEqualTo(Math.round(dollars * 1e9));
	}

	@ParameterizedTest
	@ValueSource(strings = { "gpt-5.6", "gpt-5-pro", "gpt-4o-audio-preview", "gpt-4-32k", "gpt-4o-", "-", "",
			"gpt-4o-2024-08-06-x", "o3-pro", "gpt", "GPT-4o" })
	void doesNotTakeAnotherModelForADatedOne(String model) {
		assertThat(PriceFixture.quote(BUNDLED, "openai", "x" + model).known()).isFalse();
		assertThat(BUNDLED
			.quote(PriceFixture.target("openai", model, "official"), PriceFixture.call(Dialect.OPENAI_CHAT, "{}"),
					PriceFixture.NOON)
			.known()).isFalse();
	}

	@Test
	void prefersTheLongestName() {
		PriceBook book = PriceFixture.book("sluice.prices.overrides[0].provider=openai",
				"sluice.prices.overrides[0].model=gpt-4o-2024-08-06", "sluice.prices.overrides[0].usd.input=7",
				"sluice.prices.overrides[0].usd.output=7");
		assertThat(PriceFixture.quote(book, "openai", "gpt-4o-2024-08-06").costNanos(MILLION_IN))
			.isEqualTo(7_000_000_000L);
		assertThat(PriceFixture.quote(book, "openai", "gpt-4o-2024-08-06-latest").costNanos(MILLION_IN))
			.isEqualTo(7_000_000_000L);
		assertThat(PriceFixture.quote(book, "openai", "gpt-4o-2024-05-13").costNanos(MILLION_IN))
			.isEqualTo(2_500_000_000L);
	}

	@Test
	void boundsAnUnknownPriceByNothing() {
		Quote quote = PriceFixture.quote(BUNDLED, "openai", "gpt-5.6");
		assertThat(quote.version()).isEqualTo("unknown");
		assertThat(quote.worstInputNanos(0)).isEqualTo(Long.MAX_VALUE);
		assertThat(quote.outputNanos(0)).isEqualTo(Long.MAX_VALUE);
		assertThat(quote.requestNanos()).isEqualTo(Long.MAX_VALUE);
		assertThat(quote.outputTokensFor(1_000)).isZero();
		assertThat(quote.costNanos(Usage.of(0, 0))).isEqualTo(Quote.UNKNOWN);
		assertThat(quote.costNanos(Usage.of(1, 1).withReportedNanos(5))).isEqualTo(5);
	}

	@Test
	void chargesWhatThePolicySaysForAnUnknownPrice() {
		Quote priced = PriceFixture.quote(PriceFixture.book("sluice.prices.unknown=default",
				"sluice.prices.default-price.input=3", "sluice.prices.default-price.output=9"), "openai", "gpt-5.6");
		assertThat(priced.known()).isTrue();
		assertThat(priced.version()).startsWith("assumed-");
		assertThat(priced.costNanos(Usage.of(1, 1))).isEqualTo(12_000);
		assertThat(priced.costNanos(Usage.of(1, 1).withReportedNanos(0))).isZero();
		Quote free = PriceFixture.quote(PriceFixture.book("sluice.prices.unknown=free"), "openai", "gpt-5.6");
		assertThat(free.known()).isTrue();
		assertThat(free.version()).isEqualTo("assumed-free");
		assertThat(free.worstInputNanos(5) + free.outputNanos(5) + free.requestNanos()).isZero();
		assertThat(free.outputTokensFor(0)).isEqualTo(Long.MAX_VALUE);
		assertThat(free.costNanos(Usage.UNKNOWN)).isZero();
	}

	@Test
	void trustsAListedPriceMoreThanWhatTheProviderReports() {
		assertThat(PriceFixture.quote(BUNDLED, "openai", "gpt-4o").costNanos(Usage.of(1, 0).withReportedNanos(5)))
			.isEqualTo(2500);
	}

	@Test
	void takesTheOperatorsOwnMachineForFree() {
		var call = PriceFixture.call(Dialect.OPENAI_CHAT, "{}");
		Quote local = BUNDLED.quote(PriceFixture.target("ollama", "some-model", "local"), call, PriceFixture.NOON);
		assertThat(local.known()).isTrue();
		assertThat(local.version()).isEqualTo("free");
		assertThat(local.costNanos(Usage.UNKNOWN)).isZero();
		assertThat(BUNDLED.quote(PriceFixture.target("nobody", "m", "official"), call, PriceFixture.NOON).known())
			.isFalse();
		assertThat(BUNDLED.quote(PriceFixture.target("openai", null, "official"), call, PriceFixture.NOON).known())
			.isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "OPENAI_MODELS", "ANTHROPIC_COUNT_TOKENS", "GEMINI_COUNT_TOKENS", "ANTHROPIC_HELLO" })
	void chargesNothingForQuestionsAboutModels(Dialect dialect) {
		Quote quote = BUNDLED.quote(PriceFixture.target("openai", "gpt-5.6", "official"),
				PriceFixture.call(dialect, "{}"), PriceFixture.NOON);
		assertThat(quote.costNanos(Usage.UNKNOWN)).isZero();
	}

	@Test
	void appliesAPriceToAllOtherModelsOfAProvider() {
		PriceBook book = PriceFixture.book("sluice.prices.overrides[0].provider=openai",
				"sluice.prices.overrides[0].model=*", "sluice.prices.overrides[0].usd.input=7",
				"sluice.prices.overrides[0].usd.output=7");
		assertThat(PriceFixture.quote(book, "openai", "gpt-5.6").costNanos(MILLION_IN)).isEqualTo(7_000_000_000L);
		assertThat(PriceFixture.quote(book, "openai", "gpt-4o").costNanos(MILLION_IN)).isEqualTo(2_500_000_000L);
		assertThat(PriceFixture.quote(book, "anthropic", "nobody").known()).isFalse();
		assertThat(book
			.quote(PriceFixture.target("openai", "gpt-4o", "official"),
					PriceFixture.call(Dialect.OPENAI_CHAT, "{\"model\":\"gpt-5.6\"}"), PriceFixture.NOON)
			.baselineNanos(MILLION_IN)).isEqualTo(Quote.UNKNOWN);
	}

	@ParameterizedTest
	@CsvSource({ "token, 0.000003, 3000", "1K, 0.003, 3000", "1k, 0.003, 3000", "1M, 3, 3000" })
	void convertsUnits(String per, String amount, long nanos) {
		PriceBook book = PriceFixture.acme("per=" + per, "usd.input=" + amount, "usd.output=0", "usd.request=0.5");
		Quote quote = PriceFixture.quote(book, "acme", "m");
		assertThat(quote.worstInputNanos(1)).isEqualTo(nanos);
		assertThat(quote.requestNanos()).isEqualTo(500_000_000);
	}

	@Test
	void namesTheSamePricesTheSame() {
		String version = version("usd.input=1", "usd.output=2");
		assertThat(version).hasSize(12).isEqualTo(version("usd.output=2.0", "usd.input=1.000", "per=1M"));
		assertThat(version("per=1K", "usd.input=0.001", "usd.output=0.002")).isEqualTo(version);
		assertThat(version("usd.input=1", "usd.output=2.000001")).isNotEqualTo(version);
		assertThat(version("usd.input=1", "usd.output=2", "when[0].utc=01:00-02:00", "when[0].usd.input=1"))
			.isNotEqualTo(version);
	}

	private static String version(String... prices) {
		return PriceFixture.quote(PriceFixture.acme(prices), "acme", "m").version();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "gpt-4o, 2500", "gpt-4o-2024-08-06, 2500", "openai/gpt-4o, 2500",
					"openrouter/openai/gpt-4o, 2500", "openrouter/openai/gpt-4o-2024-08-06, 2500",
					"claude-haiku-4-5, 1000", "anthropic/claude-haiku-4-5, 1000", "a/b/c/gpt-4o, -1", "llama3.2, -1",
					"gpt-5.6, -1", "my-alias, -1", "-, -1" })
	void comparesWithTheOfficialPriceOfTheRequestedModel(String requested, long nanos) {
		String body = (requested != null) ? "{\"model\":\"" + requested + "\"}" : "{}";
		Quote quote = BUNDLED.quote(PriceFixture.target("ollama", "llama3.2", "local"),
				PriceFixture.call(Dialect.OPENAI_CHAT, body), PriceFixture.NOON);
		Usage usage = Usage.of(1, 0);
		assertThat(quote.costNanos(usage)).isZero();
		assertThat(quote.baselineNanos(usage)).as("of the same usage").isEqualTo(nanos);
		assertThat(quote.costNanos(usage)).as("asked again").isZero();
	}

	@Test
	void comparesCachedTokensAtTheirOfficialPrice() {
		Quote quote = BUNDLED.quote(PriceFixture.target("ollama", "llama3.2", "local"),
				PriceFixture.call(Dialect.OPENAI_CHAT, "{\"model\":\"gpt-4o\"}"), PriceFixture.NOON);
		assertThat(quote.baselineNanos(Usage.of(2, 1).with(UsageKind.CACHED_READ, 1))).isEqualTo(2500 + 1250 + 10_000);
		assertThat(quote.baselineNanos(Usage.UNKNOWN)).isEqualTo(Quote.UNKNOWN);
	}

	@Test
	void tellsHowLargeACallCanBe() {
		Quote dated = PriceFixture.quote(BUNDLED, "openai", "gpt-4o-2024-08-06");
		assertThat(dated.contextTokens()).isEqualTo(128_000);
		assertThat(dated.outputTokens()).isEqualTo(16_384);
		assertThat(PriceFixture.quote(BUNDLED, "openai", "nobody").contextTokens()).isEqualTo(-1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"sluice.prices.unknown=default | default-price is empty", "sluice.prices.unknown=guess | prices.unknown",
			"sluice.prices.unkown=free | unkown",
			"sluice.prices.default-price.inptu=1 | has the unit 'inptu', which does not exist. Did you mean input or",
			"sluice.prices.default-price.input=1 | must set both input and output",
			"sluice.prices.overrides[0].provider=openai | lacks provider or model",
			"sluice.prices.overrides[0].model=m | lacks provider or model",
			"override usd.input=-1 | from 0 to 1000000 dollars",
			"override usd.input=1000001 | from 0 to 1000000 dollars",
			"override usd.input=0.0000001 | no more than 6 decimals",
			"override usd.input=1 | must set both input and output",
			"override per=1G | must be token, 1K or 1M, but is '1G'",
			"override when[0].usd.input=1 | needs a condition",
			"override when[0].input-tokens=9..1 | Write a range such as",
			"override when[0].input-tokens=many | Write a range such as",
			"override when[0].utc=25:00-26:00 | Write a time of day such as",
			"override when[0].utc=10:00-10:00 | Write a time of day such as",
			"override when[0].utc=10:00 | Write a time of day such as", "override when[0].tier=flex | tier",
			"override provider=opnai | names provider 'opnai', which does not exist. Did you mean openai or" })
	void refusesWhatItDoesNotUnderstand(String setting, String message) {
		boolean override = setting.startsWith("override ");
		String[] settings = override
				? new String[] { "sluice.prices.overrides[0].provider=openai", "sluice.prices.overrides[0].model=m",
						"sluice.prices.overrides[0].usd." + (setting.contains("usd.input=1") ? "cached-read" : "input")
								+ "=1",
						"sluice.prices.overrides[0].usd." + (setting.endsWith("usd.input=1") ? "reasoning" : "output")
								+ "=1",
						"sluice.prices.overrides[0]." + setting.substring("override ".length()) }
				: new String[] { setting };
		PriceFixture.runner(settings).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).hasStackTraceContaining(message);
		});
	}

}
