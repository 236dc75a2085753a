package dev.sluice.catalog;

import java.time.LocalDate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProviderEntryReaderTests {

	private static final String GOOD = """
			name: acme
			type: openai-compatible
			tier: community
			base-url: https://acme/v1
			auth: bearer
			key-env: [ACME_KEY]
			keyless: true
			dialects: [openai-chat]
			price-source: acme.example/pricing
			price-date: 2026-11-20
			models:
			  - id: acme-1
			    context: 128_000
			    prices: {input: 0.10, output: 1, source: a blog, date: 2026-01-02}
			  - id: acme-2
			    prices: {input: 0.123456789012345678}
			""";

	@Test
	void readsPricesWithAllTheirDigitsAndTheirOrigin() {
		ProviderEntry entry = ProviderEntryReader.read("acme.yaml", GOOD);
		Model first = entry.models().get(0);
		assertThat(first.contextTokens()).isEqualTo(128000);
		assertThat(first.outputTokens()).isEqualTo(-1);
		assertThat(first.prices().get(0).usd()).isEqualTo("0.10");
		assertThat(first.prices().get(0).source()).isEqualTo("a blog");
		Price second = entry.models().get(1).prices().get(0);
		assertThat(second.usd()).isEqualTo("0.123456789012345678");
		assertThat(second.source()).isEqualTo("acme.example/pricing");
		assertThat(second.date()).isEqualTo(LocalDate.of(2026, 11, 20));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"base-url: https | bse-url: https | acme.yaml, line 4: unknown key 'bse-url'. Did you mean base-url or",
			"context: | contxt: | acme.yaml, line 13: unknown key 'contxt'. Did you mean context or",
			"output: 1 | outptu: 1 | acme.yaml, line 14: unknown key 'outptu'. Did you mean output or",
			"tier: community | tier: gold | acme.yaml, line 3: 'tier' must be official, community, unofficial or local, but is 'gold'.",
			"auth: bearer | auth: basic | acme.yaml, line 5: 'auth' must be bearer",
			"[openai-chat] | [openai-chatt] | acme.yaml, line 8: 'dialects' names 'openai-chatt', which is no dialect. Did you mean openai-chat or",
			"0.10 | cheap | acme.yaml, line 14: 'input' must be US dollars, not negative, but is 'cheap'.",
			"0.10 | -1 | acme.yaml, line 14: 'input' must be US dollars, not negative, but is '-1'.",
			"2026-01-02 | soon | acme.yaml, line 14: 'date' must be a date such as 2026-11-20, but is 'soon'.",
			"128_000 | many | acme.yaml, line 13: 'context' must be a whole number, but is 'many'.",
			"acme-2 | acme-1 | acme.yaml, line 15: 'id' 'acme-1' stands here twice. Keep one of them.",
			"name: acme | name: ../acme | acme.yaml, line 1: 'name' must be made of letters",
			"type: openai-compatible | name: again | acme.yaml, line 2: 'name' stands here twice. Keep one of them.",
			"keyless: true | keyless: maybe | acme.yaml, line 7: 'keyless' must be true or false, but is 'maybe'.",
			"price-source: acme.example/pricing | trim: /v1 | acme.yaml, line 16: 'source' is missing. Add it to the prices, or 'price-source' to the file.",
			"keyless: true | quirks: [no-penaltys] | acme.yaml, line 7: 'quirks' names 'no-penaltys', which is no quirk. Did you mean no-penalties or",
			"keyless: true | lists-models: yes | acme.yaml, line 7: 'lists-models' must be openai, ollama or none, but is 'yes'.",
			"keyless: true | paths: {openai-chat: chat} | acme.yaml, line 7: 'openai-chat' must be a path such as /chat/completions, but is 'chat'.",
			"keyless: true | paths: {openai-chats: /chat} | acme.yaml, line 7: unknown key 'openai-chats'. Did you mean openai-chat or",
			"keyless: true | settings: [{name: a, envs: b}] | acme.yaml, line 7: unknown key 'envs'. Did you mean env or",
			"auth: bearer | auth: [ | acme.yaml, line" })
	void refusesWhatItDoesNotUnderstandWithThePlace(String good, String bad, String message) {
		String yaml = GOOD.replace(good, bad);
		assertThat(yaml).isNotEqualTo(GOOD);
		assertThatThrownBy(() -> ProviderEntryReader.read("acme.yaml", yaml)).isInstanceOf(CatalogueException.class)
			.hasMessageStartingWith(message);
	}

	@Test
	void refusesAFileThatIsNoMapping() {
		assertThatThrownBy(() -> ProviderEntryReader.read("acme.yaml", "- 1"))
			.hasMessage("acme.yaml: a mapping that begins with 'name:' is expected.");
	}

}
