package dev.sluice.ledger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LedgerTextTests {

	@Test
	void isCutToWhatItsColumnHoldsAndNotWithinACharacter() {
		assertThat(LedgerText.of("abc", 3)).isEqualTo("abc");
		assertThat(LedgerText.of("abcd", 3)).isEqualTo("abc");
		assertThat(LedgerText.of("ab\uD83D\uDE80", 4)).isEqualTo("ab\uD83D\uDE80");
		assertThat(LedgerText.of("ab\uD83D\uDE80", 3)).isEqualTo("ab");
		assertThat(LedgerText.of("a\uD83D\uDE80b", 3)).isEqualTo("a\uD83D\uDE80");
	}

	@Test
	void hasNoNul() {
		assertThat(LedgerText.of("\0a\0", 3)).isEqualTo(" a ");
		assertThat(LedgerText.of("a b", 3)).isEqualTo("a b");
	}

	@Test
	void nothingStaysNothing() {
		assertThat(LedgerText.maybe(null, 3)).isNull();
		assertThat(LedgerText.maybe("ab\0d", 3)).isEqualTo("ab ");
	}

}
