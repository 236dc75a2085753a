package dev.sluice.budget;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.call.Caller;

import static org.assertj.core.api.Assertions.assertThat;

class AccountKindTests {

	private static final Caller CALLER = new Caller("acme", "k1", Set.of(), null, Set.of("red", "team:x", "team:"));

	@Test
	void findsTheAccountsOfACaller() {
		assertThat(AccountKind.KEY.names(CALLER)).containsExactly("k1");
		assertThat(AccountKind.USER.names(CALLER)).isEmpty();
		assertThat(AccountKind.TEAM.names(CALLER)).as("a team needs a name").containsExactly("x");
		assertThat(AccountKind.ORGANIZATION.names(CALLER)).containsExactly("acme");
		assertThat(AccountKind.TAG.names(CALLER)).containsExactlyInAnyOrder("red", "team:x", "team:");
	}

	@Test
	void namesAccountsSoThatTwoTenantsShareNone() {
		assertThat(AccountKind.KEY.account("acme", "k1")).isEqualTo("key:acme/k1");
		assertThat(AccountKind.ORGANIZATION.account("acme", "acme")).isEqualTo("organization:acme");
		assertThat(AccountKind.TEAM.account("other", "x")).isEqualTo("team:other/x");
	}

	@Test
	void keepsNamesOfUpTo128LettersAndDigestsLongerOnes() {
		String longest = "x".repeat(128);
		assertThat(AccountKind.USER.account("t", longest)).isEqualTo("user:t/" + longest);
		assertThat(AccountKind.USER.account("t", longest + "x")).startsWith("user:t/sha256:").hasSize(14 + 64);
		assertThat(AccountKind.USER.account("t", longest + "x"))
			.isNotEqualTo(AccountKind.USER.account("t", longest + "y"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\0b", "a\u001fb", "a\u007fb", "a\ud800b" })
	void digestsWhatADatabaseMightRefuse(String name) {
		assertThat(AccountKind.USER.account("t", name)).startsWith("user:t/sha256:");
		assertThat(AccountKind.USER.account(name, "u")).startsWith("user:sha256:");
	}

	@Test
	void keepsASpaceAndLettersOfAllScripts() {
		assertThat(AccountKind.USER.account("t", "é 東")).isEqualTo("user:t/é 東");
	}

}
