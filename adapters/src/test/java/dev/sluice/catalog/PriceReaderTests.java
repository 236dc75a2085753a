package dev.sluice.catalog;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PriceReaderTests {

	private static final String FILE = """
			name: acme
			type: openai-compatible
			tier: community
			base-url: https://acme/v1
			auth: bearer
			dialects: [openai-chat]
			price-source: acme.example/pricing
			price-date: 2026-11-20
			models:
			  - id: m
			    prices:
			      per: 1K
			      input: 0.001
			      audio-input: 0.04
			      web-search: 0.01
			      when:
			        - {input-tokens: 200_001.., input: 0.002}
			        - {utc: 16:30-00:30, service-tier: Flex, quality: hd, resolution: 1x1, input: 0.0005, output: 0.003}
			""";

	@Test
	void readsPricesAndTheirConditionsInDollarsPerMillion() {
		List<Price> prices = read(FILE);
		PriceWhen flex = new PriceWhen(0, Long.MAX_VALUE, 16 * 60 + 30, 30, "flex", "1x1", "hd");
		assertThat(prices)
			.extracting((price) -> price.unit() + " " + price.usd().stripTrailingZeros().toPlainString() + " "
					+ price.when().conditions())
			.containsExactly("input 1 0", "audio-input 40 0", "web-search 0.01 0", "input 2 1", "input 0.5 4",
					"output 3 4");
		assertThat(prices.get(0).when()).isEqualTo(PriceWhen.ALWAYS);
		assertThat(prices.get(3).when()).isEqualTo(new PriceWhen(200_001, Long.MAX_VALUE, -1, -1, null, null, null));
		assertThat(prices.get(5).when()).isEqualTo(flex);
		assertThat(prices.get(5).source()).isEqualTo("acme.example/pricing");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "per: 1K | per: 1G | 'per' must be token, 1K or 1M, but is '1G'.",
					"200_001.. | plenty | 'when' has input-tokens 'plenty'. Write a range such as",
					"16:30-00:30 | noon | 'when' has utc 'noon'. Write a time of day such as",
					"input-tokens: 200_001.., input | input | 'when' needs a condition",
					"audio-input | audio | unknown key 'audio'. Did you mean", "utc: | utcc: | unknown key 'utcc'" })
	void refusesWhatItDoesNotUnderstandWithThePlace(String good, String bad, String message) {
		assertThat(FILE).contains(good);
		assertThatThrownBy(() -> read(FILE.replace(good, bad))).isInstanceOf(CatalogueException.class)
			.hasMessageContaining("acme.yaml, line 1")
			.hasMessageContaining(message);
	}

	private static List<Price> read(String yaml) {
		return ProviderEntryReader.read("acme.yaml", yaml).models().get(0).prices();
	}

}
