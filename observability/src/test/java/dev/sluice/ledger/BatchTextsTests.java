package dev.sluice.ledger;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BatchTextsTests {

	private final BatchTexts texts = new BatchTexts();

	@Test
	void accountsAreWrittenOnce() {
		AllowanceKey key = new AllowanceKey("key:\"k\"", "2026-11");
		String text = this.texts.accounts(List.of(key));
		assertThat(text).isEqualTo("[\"key:\\\"k\\\"@2026-11\"]");
		assertThat(this.texts.accounts(List.of(new AllowanceKey("key:\"k\"", "2026-11")))).isSameAs(text);
		assertThat(this.texts.accounts(List.of(key, key))).isNotEqualTo(text);
		assertThat(this.texts.accounts(List.of())).isEqualTo("[]");
	}

	@Test
	void accountsStandInOrderWhoeverNamesThem() {
		List<AllowanceKey> keys = Stream.of("c", "a", "b").map((name) -> new AllowanceKey(name, "lifetime")).toList();
		assertThat(this.texts.accounts(keys)).isEqualTo("[\"a@lifetime\",\"b@lifetime\",\"c@lifetime\"]");
	}

	@Test
	void labelsAreWrittenOnce() {
		String text = this.texts.tags(List.of("red", "b\"lue"));
		assertThat(text).isEqualTo("[\"red\",\"b\\\"lue\"]");
		assertThat(this.texts.tags(List.of("red", "b\"lue"))).isSameAs(text);
		assertThat(this.texts.tags(List.of("b\"lue", "red"))).isEqualTo("[\"b\\\"lue\",\"red\"]");
		assertThat(this.texts.tags(List.of())).isEqualTo("[]");
	}

}
